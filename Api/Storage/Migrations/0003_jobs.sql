-- tolerates: 1
CREATE TABLE jobs (
  name text PRIMARY KEY,
  -- The last tick that took effect, and when.
  tick bigint NOT NULL DEFAULT 0,
  ticked_at timestamptz,
  -- The newest fencing token that was seen: whoever has an older one writes nothing.
  token bigint NOT NULL DEFAULT 0
);

CREATE TABLE visit_ticks (
  tick bigint PRIMARY KEY,
  token bigint NOT NULL,
  ticked_at timestamptz NOT NULL
);

CREATE TABLE visit_snapshots (
  tick bigint NOT NULL REFERENCES visit_ticks ON DELETE CASCADE,
  page text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (tick, page)
);

INSERT INTO jobs (name) VALUES ('visits');
