-- needs 1
-- Every text is compared byte by byte, so that order and equality are the same whatever the database's locale.

CREATE TABLE doc (
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    json text NOT NULL,
    PRIMARY KEY (kind, id)
) WITH (fillfactor = 80);

-- owner: the document where several may have the value; empty where only one may. That is what makes a key unique.
CREATE TABLE doc_key (
    kind text COLLATE "C" NOT NULL,
    index text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, index, value, owner)
);
CREATE INDEX doc_key_of ON doc_key (kind, id);

-- epoch: made with the first event; until then, while position is 0, the room has only receipts.
CREATE TABLE room_head (
    room uuid PRIMARY KEY,
    epoch text COLLATE "C" NOT NULL,
    position bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE room_event (
    room uuid NOT NULL,
    position bigint NOT NULL,
    json text NOT NULL,
    PRIMARY KEY (room, position)
);

CREATE TABLE room_receipt (
    room uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (room, key)
);

-- due: UTC ticks of 100 ns; null when it has left, and then kind and json are empty.
CREATE TABLE delivery (
    key text COLLATE "C" PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    json text NOT NULL,
    due bigint
) WITH (fillfactor = 80);
CREATE INDEX delivery_due ON delivery (kind, due, key) WHERE due IS NOT NULL;

-- One row, written by whoever asks whether the database can be written.
CREATE TABLE probe (
    id int PRIMARY KEY,
    at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- One row while another store is being moved here: of which state of it, and how far the move has come.
CREATE TABLE moving (
    source text NOT NULL,
    step text NOT NULL,
    after bytea NOT NULL
);
