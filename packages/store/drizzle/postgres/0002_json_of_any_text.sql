-- Documents may hold a zero character or half of a surrogate pair, in any text in them. Written by JSON.stringify, these
-- are escaped, and PostgreSQL refuses the whole document. Its functions therefore read them with a replacement.
create function json_of_any_text(document text) returns json
  language sql immutable parallel safe
  return case when strpos(document, '\u0000') > 0 or strpos(document, '\ud') > 0
    then regexp_replace(document, '\\u(0000|d[89a-f][0-9a-f]{2})', '\\ufffd', 'g')::json
    else document::json
  end;
--> statement-breakpoint
create or replace function json_extract(document text, path text) returns text
  language sql immutable parallel safe
  return json_of_any_text(document) #>> string_to_array(substr(path, 3), '.');
--> statement-breakpoint
create or replace function json_array_length(document text, path text) returns bigint
  language sql immutable parallel safe
  return case json_typeof(json_of_any_text(document) #> string_to_array(substr(path, 3), '.')) = 'array'
    when true then json_array_length(json_of_any_text(document) #> string_to_array(substr(path, 3), '.'))
    when false then 0
  end;
--> statement-breakpoint
-- The built-in API Connector stands in the code. Its connections and the cards that use them need rows to refer to: rows 0,
-- which are deleted and superseded, so that no list shows them. SQLite has them by its migration 0008.
insert into connectors (id, uid, key, name, name_key, description, authentication, branding, created_at, deleted_at)
  values (0, '\x019000000000700080000000000000d1', 'api_000000', 'API Connector', '', '', '{"kind":"none","fields":[],"baseUrl":{"kind":"literal","value":""},"allowedHosts":[],"placement":{"kind":"none"}}', '{"logo":null,"accent":"#0f766e","docsUrl":null}', 0, 0)
  on conflict do nothing;
--> statement-breakpoint
insert into versions (id, uid, connector, number, status, visible, note, created_at, created_by, deployed_at, snapshot)
  values (0, '\x019000000000700080000000000000d2', 0, 1, 'superseded', 0, '', 0, '', 0, '{"schemaVersion":1,"name":"API Connector","description":"","authentication":{"kind":"none","fields":[],"baseUrl":{"kind":"literal","value":""},"allowedHosts":[],"placement":{"kind":"none"}},"branding":{"logo":null,"accent":"#0f766e","docsUrl":null},"flows":[]}')
  on conflict do nothing;
