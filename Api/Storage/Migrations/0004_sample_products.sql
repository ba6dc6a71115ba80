-- tolerates: 1
INSERT INTO products (sku, name, price, initial_stock, stock) VALUES
  ('MUG', 'Mug, stateless: forgets every drink', 9.50, 500, 500),
  ('POSTER', 'Poster, the twelve factors', 14.00, 200, 200),
  ('SHIRT', 'Shirt, limited to a hundred', 24.90, 100, 100)
ON CONFLICT DO NOTHING;
