-- Documents, and where and when each was found. A document is active while it is the latest version at one of its sources.
CREATE TABLE document (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  language TEXT,
  title TEXT,
  publisher TEXT,
  published TEXT,
  record {blob} NOT NULL,
  text {blob} NOT NULL,
  active INTEGER NOT NULL,
  superseded_by TEXT
);
CREATE TABLE appearance (
  source TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document (n),
  retrieved TEXT NOT NULL,
  PRIMARY KEY (source, document)
);
CREATE INDEX appearance_document ON appearance (document);

-- Claims of active documents, as questions find them. `first` and `last` are days, empty where unknown.
CREATE TABLE claim (
  n INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (n),
  claim TEXT NOT NULL,
  kind TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  act {blob}
);
CREATE INDEX claim_document ON claim (document, claim);
CREATE INDEX claim_first ON claim (first);
CREATE TABLE claim_key (
  key TEXT NOT NULL,
  first TEXT NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (key, first, claim)
) {without_rowid};
CREATE INDEX claim_key_claim ON claim_key (claim);

-- What resolution compares: forms of names, reports of encounters. `entity` is the cluster, `component` what may be connected.
CREATE TABLE item (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  data {blob} NOT NULL,
  component INTEGER NOT NULL,
  entity TEXT NOT NULL,
  anchor TEXT NOT NULL,
  UNIQUE (kind, key)
);
CREATE INDEX item_component ON item (component);
CREATE INDEX item_entity ON item (entity);
CREATE INDEX item_anchor ON item (anchor);
CREATE TABLE block (
  key TEXT NOT NULL,
  item INTEGER NOT NULL,
  PRIMARY KEY (key, item)
) {without_rowid};
CREATE TABLE sighting (
  item INTEGER NOT NULL REFERENCES item (n),
  document INTEGER NOT NULL REFERENCES document (n),
  claim TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  detail TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (item, document, claim, detail)
) {without_rowid};
CREATE INDEX sighting_document ON sighting (document);

-- What the items come to. `owner` is what an entity was derived from, and is replaced with it. `settled` is the day after which no
-- act changes a commitment any more; empty where any may.
CREATE TABLE entity (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  state TEXT NOT NULL,
  mechanism TEXT NOT NULL,
  settled TEXT NOT NULL,
  data {blob} NOT NULL
);
CREATE INDEX entity_kind ON entity (kind, first);
CREATE INDEX entity_owner ON entity (owner);
CREATE INDEX entity_mechanism ON entity (mechanism);
CREATE TABLE entity_key (
  key TEXT NOT NULL,
  first TEXT NOT NULL,
  entity TEXT NOT NULL,
  PRIMARY KEY (key, first, entity)
) {without_rowid};
CREATE INDEX entity_key_entity ON entity_key (entity);

-- What people ruled; rows are added and never changed.
CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  data {blob} NOT NULL
);
