-- tolerates: 1
-- Which process wrote a tick. Older builds leave it empty.
ALTER TABLE visit_ticks ADD COLUMN replica text NOT NULL DEFAULT '';
