// A name that each visitor gives, kept in the session: in memory, as express-session does unless it is told otherwise, or in Redis.
import express from 'express';
import session from 'express-session';

const app = express();
let store;
if (process.env.REDIS_URL) {
  const { createClient } = await import('redis');
  const { RedisStore } = await import('connect-redis');
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', (error) => console.error(`redis: ${error.message}`));
  await client.connect();
  store = new RedisStore({ client });
}

app.get('/health', (request, response) => { response.send('ok'); });
app.use(session({ secret: 'one for all copies', resave: false, saveUninitialized: false, store }));
app.use(express.json());
app.put('/name', async (request, response) => {
  request.session.name = request.body.name;
  if (process.env.SAVE_FIRST) {
    // By itself express-session saves as the answer ends, and sends the answer whether that fails or not.
    await new Promise((done, fail) => { request.session.save((error) => (error ? fail(error) : done())); });
  }
  response.json({ name: request.session.name });
});
app.get('/name', (request, response) => { response.json({ name: request.session.name ?? null }); });
app.listen(process.env.PORT, '127.0.0.1');
