-- tolerates: 1
CREATE TABLE products (
  sku text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  price numeric(12, 2) NOT NULL CHECK (price > 0),
  -- Counts the changes of name and price.
  version bigint NOT NULL DEFAULT 1,
  -- Raised when writes were lost on their way: none that began before can commit any more.
  fence bigint NOT NULL DEFAULT 0,
  initial_stock integer NOT NULL CHECK (initial_stock >= 0),
  -- Only ever falls. The check is the last line: no order, however wrong the code, sells what is not there.
  stock integer NOT NULL CHECK (stock BETWEEN 0 AND initial_stock)
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username text NOT NULL,
  key text NOT NULL,
  total numeric(16, 2) NOT NULL,
  -- The version of the cart that it bought; null where it named its items.
  cart_version bigint,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE units (
  sku text COLLATE "C" NOT NULL,
  -- 1, 2, … in the order of selling; the last one sold is initial_stock - stock.
  serial integer NOT NULL,
  order_id bigint NOT NULL REFERENCES orders,
  price numeric(12, 2) NOT NULL,
  PRIMARY KEY (sku, serial)
);

CREATE INDEX units_of_order ON units (order_id, sku);

-- What became of a key, decided once and kept for good.
CREATE TABLE order_keys (
  username text NOT NULL,
  key text NOT NULL,
  -- Of the content that the key was first sent with.
  fingerprint text NOT NULL,
  order_id bigint,
  refusal text,
  refused_sku text,
  PRIMARY KEY (username, key),
  CHECK ((order_id IS NULL) <> (refusal IS NULL))
);

CREATE VIEW order_answers AS
SELECT
  id, username, total, cart_version, created_at,
  (SELECT jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity, 'price', price, 'serials', serials) ORDER BY sku)
   FROM (
     SELECT sku, count(*) AS quantity, min(price) AS price, jsonb_agg(serial ORDER BY serial) AS serials
     FROM units
     WHERE units.order_id = orders.id
     GROUP BY sku) AS lines) AS items
FROM orders;

-- Why items [{sku, quantity}] cannot be sold at this moment; null if they can.
CREATE FUNCTION refusal_of(items jsonb, OUT refusal text, OUT refused_sku text) LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(items) = 0 THEN
    refusal := 'cart-empty';
    RETURN;
  END IF;
  SELECT CASE WHEN products.sku IS NULL THEN 'unknown-product' ELSE 'sold-out' END, item.sku
  INTO refusal, refused_sku
  FROM jsonb_to_recordset(items) AS item (sku text, quantity integer)
  LEFT JOIN products ON products.sku = item.sku
  WHERE products.sku IS NULL OR products.stock < item.quantity
  ORDER BY item.sku
  LIMIT 1;
END
$$;

-- Places orders [{username, key, fingerprint, cartVersion, items: [{sku, quantity}]}], all in one transaction and each for itself: a
-- refused one undoes nothing of the others. Answers one row each, under its number in the array: an outcome (placed, replayed, reused, or
-- why it was refused), the sku that was in the way, and the order.
--
-- No deadlock: a transaction locks its products first, in the order of their skus, and then its keys, in theirs.
--
-- Always by index: the planner takes every list of items for a hundred, and would read all products for each order.
CREATE FUNCTION place_orders(requests jsonb)
RETURNS TABLE (
  request bigint, outcome text, refused_sku text,
  id bigint, username text, total numeric, cart_version bigint, created_at timestamptz, items jsonb)
LANGUAGE plpgsql
SET enable_seqscan TO off SET enable_hashjoin TO off SET enable_mergejoin TO off
AS $$
#variable_conflict use_column
DECLARE
  asked record;
  known order_keys;
  why text;
  what text;
  refusals text[] := '{}';
  refused_skus text[] := '{}';
  wanted text[] := '{}';
  fresh bigint;
BEGIN
  -- What is sold out now is sold out for good, because stock never rises: then thousands are told so without a lock.
  FOR asked IN
    SELECT * FROM ROWS FROM (jsonb_to_recordset(requests)
      AS (username text, key text, fingerprint text, "cartVersion" bigint, items jsonb)) WITH ORDINALITY
  LOOP
    SELECT r.refusal, r.refused_sku INTO why, what FROM refusal_of(asked.items) r;
    refusals[asked.ordinality] := why;
    refused_skus[asked.ordinality] := what;
    IF why IS NULL AND NOT EXISTS (SELECT FROM order_keys k WHERE k.username = asked.username AND k.key = asked.key) THEN
      wanted := wanted || ARRAY (SELECT item ->> 'sku' FROM jsonb_array_elements(asked.items) item);
    END IF;
  END LOOP;

  PERFORM FROM products p WHERE p.sku = ANY (wanted) ORDER BY p.sku FOR NO KEY UPDATE;

  FOR asked IN
    SELECT * FROM ROWS FROM (jsonb_to_recordset(requests)
      AS (username text, key text, fingerprint text, "cartVersion" bigint, items jsonb)) WITH ORDINALITY
    ORDER BY username, key, ordinality
  LOOP
    why := refusals[asked.ordinality];
    what := refused_skus[asked.ordinality];
    IF why IS NULL THEN
      SELECT r.refusal, r.refused_sku INTO why, what FROM refusal_of(asked.items) r;
    END IF;

    -- After the look at the stock: who saw the last unit gone sees the key that it went to.
    fresh := NULL;
    SELECT * INTO known FROM order_keys k WHERE k.username = asked.username AND k.key = asked.key;
    IF NOT FOUND THEN
      IF why IS NULL THEN
        fresh := nextval('orders_id_seq');
      END IF;
      -- A cart stays frozen until its key is decided, so its refusals are recorded; those of named items decide nothing.
      IF why IS NULL OR asked."cartVersion" IS NOT NULL THEN
        INSERT INTO order_keys (username, key, fingerprint, order_id, refusal, refused_sku)
        VALUES (asked.username, asked.key, asked.fingerprint, fresh, why, what)
        ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
          fresh := NULL;
          SELECT * INTO known FROM order_keys k WHERE k.username = asked.username AND k.key = asked.key;
        END IF;
      END IF;
    END IF;

    IF fresh IS NOT NULL THEN
      WITH sold AS (
        UPDATE products p SET stock = p.stock - item.quantity
        FROM jsonb_to_recordset(asked.items) item (sku text, quantity integer)
        WHERE p.sku = item.sku
        RETURNING p.sku, p.price, item.quantity, p.initial_stock - p.stock AS last_serial
      ), listed AS (
        INSERT INTO units (sku, serial, order_id, price)
        SELECT sku, generate_series(last_serial - quantity + 1, last_serial), fresh, price FROM sold
      )
      INSERT INTO orders (id, username, key, total, cart_version) OVERRIDING SYSTEM VALUE
      SELECT fresh, asked.username, asked.key, sum(price * quantity), asked."cartVersion" FROM sold;
      why := 'placed';
    ELSIF known.username IS NOT NULL THEN
      why := CASE
        WHEN known.fingerprint <> asked.fingerprint THEN 'reused'
        WHEN known.order_id IS NOT NULL THEN 'replayed'
        ELSE known.refusal
      END;
      what := known.refused_sku;
      fresh := CASE why WHEN 'replayed' THEN known.order_id END;
    END IF;

    RETURN QUERY
      SELECT asked.ordinality, why, what, o.id, o.username, o.total, o.cart_version, o.created_at, o.items
      FROM (SELECT fresh AS id) wanted_order LEFT JOIN order_answers o ON o.id = wanted_order.id;
  END LOOP;
END
$$;
