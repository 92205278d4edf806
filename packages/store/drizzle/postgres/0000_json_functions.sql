-- JSON is stored as text on both databases. These let statements and indexes read it as SQLite does, with a path such as
-- '$.fault.code'. Unlike in SQLite the result is always text.
create function json_extract(document text, path text) returns text
  language sql immutable parallel safe
  return document::json #>> string_to_array(substr(path, 3), '.');
--> statement-breakpoint
create function json_array_length(document text, path text) returns bigint
  language sql immutable parallel safe
  return case json_typeof(document::json #> string_to_array(substr(path, 3), '.')) = 'array'
    when true then json_array_length(document::json #> string_to_array(substr(path, 3), '.'))
    when false then 0
  end;
--> statement-breakpoint
create operator ->> (leftarg = text, rightarg = text, function = json_extract);
