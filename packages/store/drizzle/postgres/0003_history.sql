DROP INDEX "alert_messages_endpoint";--> statement-breakpoint
DROP INDEX "alert_messages_next";--> statement-breakpoint
DROP INDEX "alerts_fold";--> statement-breakpoint
DROP INDEX "api_keys_owner";--> statement-breakpoint
DROP INDEX "attempts_subscription";--> statement-breakpoint
DROP INDEX "attempts_running";--> statement-breakpoint
DROP INDEX "audit_entries_at";--> statement-breakpoint
DROP INDEX "audit_entries_person";--> statement-breakpoint
DROP INDEX "cleanup_entries_subscription";--> statement-breakpoint
DROP INDEX "cleanup_entries_next";--> statement-breakpoint
DROP INDEX "connection_shares_connection";--> statement-breakpoint
DROP INDEX "connections_connector";--> statement-breakpoint
DROP INDEX "deliveries_subscription";--> statement-breakpoint
DROP INDEX "deployments_version";--> statement-breakpoint
DROP INDEX "flows_connector";--> statement-breakpoint
DROP INDEX "flows_listed";--> statement-breakpoint
DROP INDEX "flows_binned";--> statement-breakpoint
DROP INDEX "orphans_connector";--> statement-breakpoint
DROP INDEX "revisions_drafts";--> statement-breakpoint
DROP INDEX "runs_flow";--> statement-breakpoint
DROP INDEX "runs_delivery";--> statement-breakpoint
DROP INDEX "runs_failed";--> statement-breakpoint
DROP INDEX "runs_called";--> statement-breakpoint
DROP INDEX "runs_polled";--> statement-breakpoint
DROP INDEX "runs_set_aside";--> statement-breakpoint
DROP INDEX "runs_set_aside_for";--> statement-breakpoint
DROP INDEX "saved_views_owner";--> statement-breakpoint
DROP INDEX "sign_ins_connection";--> statement-breakpoint
DROP INDEX "subscriptions_flow";--> statement-breakpoint
DROP INDEX "subscriptions_status";--> statement-breakpoint
DROP INDEX "subscriptions_terms";--> statement-breakpoint
DROP INDEX "subscriptions_renew";--> statement-breakpoint
DROP INDEX "subscriptions_compare";--> statement-breakpoint
DROP INDEX "subscriptions_beside";--> statement-breakpoint
DROP INDEX "subscriptions_uncertain";--> statement-breakpoint
DROP INDEX "subscriptions_held";--> statement-breakpoint
CREATE INDEX "alert_messages_endpoint" ON "alert_messages" USING btree ("endpoint","id");--> statement-breakpoint
CREATE INDEX "alert_messages_next" ON "alert_messages" USING btree ("next_at","id") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "alerts_fold" ON "alerts" USING btree ("fold","at","id");--> statement-breakpoint
CREATE INDEX "api_keys_owner" ON "api_keys" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "attempts_subscription" ON "attempts" USING btree ("subscription","id");--> statement-breakpoint
CREATE INDEX "attempts_running" ON "attempts" USING btree ("subscription","id") WHERE outcome = 'running';--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_person" ON "audit_entries" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "cleanup_entries_subscription" ON "cleanup_entries" USING btree ("subscription","id");--> statement-breakpoint
CREATE INDEX "cleanup_entries_next" ON "cleanup_entries" USING btree ("next_at","id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "connection_shares_connection" ON "connection_shares" USING btree ("connection","id");--> statement-breakpoint
CREATE INDEX "connections_connector" ON "connections" USING btree ("connector","id");--> statement-breakpoint
CREATE INDEX "deliveries_subscription" ON "deliveries" USING btree ("subscription","id");--> statement-breakpoint
CREATE INDEX "deployments_version" ON "deployments" USING btree ("version","id");--> statement-breakpoint
CREATE INDEX "flows_connector" ON "flows" USING btree ("connector","id") WHERE connector is not null;--> statement-breakpoint
CREATE INDEX "flows_listed" ON "flows" USING btree ("owner_id","name","created_at","event_version","event_flow","connector","deleted_at","id") WHERE connector is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX "flows_binned" ON "flows" USING btree ("deleted_at","id") WHERE deleted_at > 0 and purged_at is null;--> statement-breakpoint
CREATE INDEX "orphans_connector" ON "orphans" USING btree ("connector","id");--> statement-breakpoint
CREATE INDEX "revisions_drafts" ON "revisions" USING btree ("flow","id") WHERE number = 0;--> statement-breakpoint
CREATE INDEX "runs_flow" ON "runs" USING btree ("flow","id");--> statement-breakpoint
CREATE INDEX "runs_delivery" ON "runs" USING btree ("delivery","id");--> statement-breakpoint
CREATE INDEX "runs_failed" ON "runs" USING btree ("delivery","subscription","id") WHERE status in ('failed', 'on-hold');--> statement-breakpoint
CREATE INDEX "runs_called" ON "runs" USING btree ("subscription","id") WHERE kind = 'flow' and delivery is null;--> statement-breakpoint
CREATE INDEX "runs_polled" ON "runs" USING btree ("subscription","id") WHERE kind = 'poll';--> statement-breakpoint
CREATE INDEX "runs_set_aside" ON "runs" USING btree ("flow","status","id") WHERE status in ('waiting', 'on-hold');--> statement-breakpoint
CREATE INDEX "runs_set_aside_for" ON "runs" USING btree ("subscription","id") WHERE status in ('waiting', 'on-hold');--> statement-breakpoint
CREATE INDEX "saved_views_owner" ON "saved_views" USING btree ("owner_id","list","id");--> statement-breakpoint
CREATE INDEX "sign_ins_connection" ON "sign_ins" USING btree ("connection","id");--> statement-breakpoint
CREATE INDEX "subscriptions_flow" ON "subscriptions" USING btree ("flow","id");--> statement-breakpoint
CREATE INDEX "subscriptions_status" ON "subscriptions" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "subscriptions_terms" ON "subscriptions" USING btree ((terms ->> '$.connectorId'),(terms ->> '$.versionId'),(terms ->> '$.publicUrl'),"flow","id") WHERE wanted = 1;--> statement-breakpoint
CREATE INDEX "subscriptions_renew" ON "subscriptions" USING btree ("renew_at","id") WHERE wanted = 1 and expires_at is not null;--> statement-breakpoint
CREATE INDEX "subscriptions_compare" ON "subscriptions" USING btree ("compare_at",(terms ->> '$.connectorId'),(terms ->> '$.connectionId'),"id") WHERE compare_at is not null;--> statement-breakpoint
CREATE INDEX "subscriptions_beside" ON "subscriptions" USING btree ("flow","id") WHERE wanted = 0 and status <> 'ended';--> statement-breakpoint
CREATE INDEX "subscriptions_uncertain" ON "subscriptions" USING btree ("flow","id") WHERE how = 'uncertain';--> statement-breakpoint
CREATE INDEX "subscriptions_held" ON "subscriptions" USING btree ("flow","id") WHERE hold is not null;--> statement-breakpoint
-- The text of a request in which a search looks for candidates by trigrams: bytes as text that no byte makes fail, in lower
-- case. The two characters whose lower case is an ASCII letter, the Kelvin sign and the dotted I, are replaced by it.
create function text_of_request(query text, headers text, body bytea) returns text
  language sql immutable parallel safe
  return lower(replace(replace(query || chr(10) || headers || chr(10) || encode(body, 'escape'),
    '\342\204\252', 'k'), '\304\260', 'i') collate "C");
