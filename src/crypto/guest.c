/* The bytes that a guest signs with both keys. Knows no invite and nobody's right. */
#include <etatunti/crypto/guest.h>

#define KNOCK_LEN_MAX 512

void et_knock_put(struct et_buf *buf, const struct et_knock *knock)
{
	et_lp_put_label(buf, "ET1/guest-knock");
	et_lp_put_hash(buf, &knock->genesis);
	et_lp_put_id(buf, &knock->guest_id);
	et_lp_put_key(buf, &knock->pk_s);
	et_lp_put_key(buf, &knock->pk_e);
	et_lp_put_hash(buf, &knock->challenge);
}

enum et_err et_knock_verify(const struct et_knock *knock, const struct et_key32 *link_pk,
	const struct et_sig *link_sig, const struct et_sig *sig)
{
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, KNOCK_LEN_MAX);
	et_knock_put(&buf, knock);
	err = et_buf_err(&buf);
	/* The link is in several hands; the guest's own key must be another. */
	if (err == ET_OK && et_key32_eq(link_pk, &knock->pk_s))
		err = ET_BAD_SIGNATURE;
	if (err == ET_OK)
		err = et_verify(link_pk, et_buf_view(&buf), link_sig);
	if (err == ET_OK)
		err = et_verify(&knock->pk_s, et_buf_view(&buf), sig);
	et_buf_fini(&buf);
	return err;
}
