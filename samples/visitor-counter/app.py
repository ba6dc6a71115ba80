"""The tutorial's visitor counter, as it is told to be written: first with a global variable, then with Redis."""
import os

from flask import Flask, jsonify
import redis

app = Flask(__name__)
store = redis.Redis.from_url(os.environ["REDIS_URL"]) if "REDIS_URL" in os.environ else None
visits = {}


@app.get("/health")
def health():
    if store is not None:
        store.ping()
    return "ok"


@app.post("/visits/<page>")
def visit(page):
    if store is None:
        visits[page] = visits.get(page, 0) + 1
        return jsonify(count=visits[page])
    store.incr(page)
    return jsonify(count=int(store.get(page)))


@app.get("/visits/<page>")
def read(page):
    return jsonify(count=int(visits.get(page, 0) if store is None else store.get(page) or 0))
