-- tolerates: 1
CREATE TABLE users (
  name text PRIMARY KEY,
  password_hash text NOT NULL,
  -- Counts the changes: a session is good as long as it was opened with the current one.
  password_version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE data_protection_keys (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xml text NOT NULL
);
