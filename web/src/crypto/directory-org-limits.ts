// What the statements about what organisations keep in common may hold (PROTOCOL §3): words and bounds, for the rules and
// for the forms, so that they never differ. Constants only: forms load no cryptography for them.

export const RECORD_TARGETS = ["lifecare", "pro-consona", "effica"] as const;
export const CARD_LANGUAGES = ["fi", "sv", "en"] as const;
export const CARD_TOPICS_MAX = 5;

// In characters, as the broker counts them.
export const TEMPLATE_MAX = 4000;
export const TEAM_NAME_MAX = 80;
export const TEAM_TEXT_MAX = 500;
export const TEAM_CONTACT_MAX = 200;
export const CARD_QUESTION_MAX = 500;
export const CARD_ANSWER_MAX = 2000;

/** How long a closed case is kept at the longest, and as long as its county has said nothing. */
export const RETENTION_DAYS_MAX = 3650;
export const RETENTION_DAYS = 90;
