-- 0006: what one person has staged is counted at each chunk, without reading the chunks: their bytes stand before their
-- size.

CREATE INDEX chunk_staged_of ON chunk (uploader, taken, size) WHERE taken = 0;
