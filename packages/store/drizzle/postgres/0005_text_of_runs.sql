-- The own text of a run for the indexes of searches, as `text_of_request` is that of a request.
create function text_of_run(detail text, steps text, result text, record text) returns text
  language sql immutable parallel safe
  return lower(replace(replace(coalesce(detail, '') || chr(10) || coalesce(steps, '') || chr(10)
    || coalesce(result, '') || chr(10) || coalesce(record, ''), chr(8490), 'k'), chr(304), 'i') collate "C");
