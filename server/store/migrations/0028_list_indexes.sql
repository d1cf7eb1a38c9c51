-- What a list counts and offers is answered by an index alone, however many results there are.
DROP INDEX report_changed;
CREATE INDEX report_news ON report (member, changed_at, arrived_at);
CREATE INDEX report_panel ON report (member, name);
