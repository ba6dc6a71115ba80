"""Log in for a token, show it for the data: with a key that is made at start, and with one that all copies share."""
import os
import secrets

from flask import Flask, abort, jsonify, request
from itsdangerous import BadSignature, URLSafeSerializer

app = Flask(__name__)
tokens = URLSafeSerializer(os.environ.get("TOKEN_KEY") or secrets.token_hex())


@app.get("/health")
def health():
    return "ok"


@app.post("/login")
def log_in():
    return jsonify(token=tokens.dumps(request.json["user"]))


@app.get("/data")
def data():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        return jsonify(user=tokens.loads(token))
    except BadSignature:
        abort(401)
