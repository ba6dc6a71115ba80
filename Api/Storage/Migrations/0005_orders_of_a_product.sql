-- tolerates: 1
-- The orders of a product in the order of their ids, a page at a time, without reading all its units.
CREATE INDEX units_of_product ON units (sku, order_id);
