CREATE TABLE `alert_endpoints` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`url` text NOT NULL,
	`kinds` text,
	`status` text NOT NULL,
	`why` text,
	`created_at` integer NOT NULL,
	`failing_since` integer,
	`secret_sealed` blob NOT NULL,
	`former_sealed` blob,
	`former_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_endpoints_uid_unique` ON `alert_endpoints` (`uid`);--> statement-breakpoint
CREATE TABLE `alert_facts` (
	`fact` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `alert_facts_at` ON `alert_facts` (`at`);--> statement-breakpoint
CREATE TABLE `alert_messages` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`endpoint` integer NOT NULL,
	`alert` blob,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`next_at` integer,
	`created_at` integer NOT NULL,
	`sendings` text NOT NULL,
	FOREIGN KEY (`endpoint`) REFERENCES `alert_endpoints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_messages_uid_unique` ON `alert_messages` (`uid`);--> statement-breakpoint
CREATE INDEX `alert_messages_endpoint` ON `alert_messages` (`endpoint`);--> statement-breakpoint
CREATE INDEX `alert_messages_next` ON `alert_messages` (`next_at`) WHERE status = 'waiting';--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`kind` text NOT NULL,
	`fold` text NOT NULL,
	`owner_id` text,
	`about` text NOT NULL,
	`at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`count` integer DEFAULT 1 NOT NULL,
	`seen_at` integer,
	`handed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_uid_unique` ON `alerts` (`uid`);--> statement-breakpoint
CREATE INDEX `alerts_fold` ON `alerts` (`fold`,`at`);--> statement-breakpoint
CREATE INDEX `alerts_unseen` ON `alerts` (`id`) WHERE seen_at is null;--> statement-breakpoint
CREATE INDEX `alerts_waiting` ON `alerts` (`id`) WHERE handed_at is null;--> statement-breakpoint
CREATE TABLE `breakers` (
	`of` blob NOT NULL,
	`host` text NOT NULL,
	`connector` integer NOT NULL,
	`open` text,
	`opened` integer NOT NULL,
	PRIMARY KEY(`of`, `host`),
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `connections` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer NOT NULL,
	`purpose` text NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`sealed` blob NOT NULL,
	`token_sealed` blob,
	`checked` text,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_uid_unique` ON `connections` (`uid`);--> statement-breakpoint
CREATE INDEX `connections_connector` ON `connections` (`connector`);--> statement-breakpoint
CREATE TABLE `connectors` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`description` text NOT NULL,
	`authentication` text NOT NULL,
	`branding` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_uid_unique` ON `connectors` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_key_unique` ON `connectors` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_name` ON `connectors` (`name_key`) WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE `deployments` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`visible` integer NOT NULL,
	`note` text NOT NULL,
	FOREIGN KEY (`version`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deployments_uid_unique` ON `deployments` (`uid`);--> statement-breakpoint
CREATE INDEX `deployments_version` ON `deployments` (`version`);--> statement-breakpoint
CREATE TABLE `versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer NOT NULL,
	`number` integer NOT NULL,
	`status` text NOT NULL,
	`visible` integer NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`deployed_at` integer,
	`snapshot` text NOT NULL,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `versions_uid_unique` ON `versions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `versions_number` ON `versions` (`connector`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `versions_deployed` ON `versions` (`connector`) WHERE status = 'deployed';--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`subscription` integer NOT NULL,
	`received_at` integer NOT NULL,
	`method` text NOT NULL,
	`content_type` text NOT NULL,
	`size` integer NOT NULL,
	`status` text NOT NULL,
	`why` text,
	`duplicate_of` blob,
	`starts` integer DEFAULT 0 NOT NULL,
	`order_key` text,
	`verdict` text,
	`redact_due` integer DEFAULT false NOT NULL,
	`redacted` text,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_uid_unique` ON `deliveries` (`uid`);--> statement-breakpoint
CREATE INDEX `deliveries_subscription` ON `deliveries` (`subscription`);--> statement-breakpoint
CREATE INDEX `deliveries_accepted` ON `deliveries` (`id`) WHERE status = 'accepted';--> statement-breakpoint
CREATE INDEX `deliveries_redact_due` ON `deliveries` (`id`) WHERE redact_due = 1;--> statement-breakpoint
CREATE INDEX `deliveries_unrun` ON `deliveries` (`id`,`subscription`,`status`) WHERE status <> 'accepted' and status <> 'done';--> statement-breakpoint
CREATE TABLE `delivery_keys` (
	`flow` integer NOT NULL,
	`key` blob NOT NULL,
	`delivery` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `delivery_keys_at` ON `delivery_keys` (`at`);--> statement-breakpoint
CREATE TABLE `payloads` (
	`delivery` integer PRIMARY KEY NOT NULL,
	`query` text NOT NULL,
	`headers` text NOT NULL,
	`body` blob NOT NULL,
	`sealed` blob,
	FOREIGN KEY (`delivery`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `record_keys` (
	`flow` integer NOT NULL,
	`key` blob NOT NULL,
	`delivery` integer NOT NULL,
	`record_index` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `record_keys_at` ON `record_keys` (`at`);--> statement-breakpoint
CREATE TABLE `refusals` (
	`subscription` integer NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`subscription`, `reason`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `drift` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`event_flow` blob NOT NULL,
	`found` text NOT NULL,
	FOREIGN KEY (`version`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drift_event` ON `drift` (`version`,`event_flow`);--> statement-breakpoint
CREATE TABLE `ignored_drift` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_flow` blob NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ignored_drift_key` ON `ignored_drift` (`event_flow`,`key`);--> statement-breakpoint
CREATE TABLE `flows` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer,
	`owner_id` text NOT NULL,
	`name` text,
	`description` text NOT NULL,
	`active` integer NOT NULL,
	`save_all` integer NOT NULL,
	`redaction` text,
	`doc` text NOT NULL,
	`event_version` text,
	`event_flow` text,
	`draft_no` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flows_uid_unique` ON `flows` (`uid`);--> statement-breakpoint
CREATE INDEX `flows_connector` ON `flows` (`connector`) WHERE connector is not null;--> statement-breakpoint
CREATE INDEX `flows_listed` ON `flows` (`owner_id`,`name`,`created_at`,`event_version`,`event_flow`,`connector`,`deleted_at`) WHERE connector is null and deleted_at is null;--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`flow` integer NOT NULL,
	`number` integer NOT NULL,
	`created_at` integer NOT NULL,
	`snapshot` text NOT NULL,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_uid_unique` ON `revisions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`flow`,`number`) WHERE number > 0;--> statement-breakpoint
CREATE INDEX `revisions_drafts` ON `revisions` (`flow`) WHERE number = 0;--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`owner_id` text NOT NULL,
	`list` text NOT NULL,
	`name` text NOT NULL,
	`search` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_views_uid_unique` ON `saved_views` (`uid`);--> statement-breakpoint
CREATE INDEX `saved_views_owner` ON `saved_views` (`owner_id`,`list`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stale_texts` (
	`id` integer PRIMARY KEY NOT NULL,
	`delivery` integer,
	`run` integer
);
--> statement-breakpoint
CREATE TABLE `calls` (
	`run` integer PRIMARY KEY NOT NULL,
	`caller` integer NOT NULL,
	`root` integer NOT NULL,
	`depth` integer NOT NULL,
	FOREIGN KEY (`run`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `calls_caller` ON `calls` (`caller`);--> statement-breakpoint
CREATE INDEX `calls_root` ON `calls` (`root`);--> statement-breakpoint
CREATE TABLE `journal` (
	`run` blob NOT NULL,
	`key` text NOT NULL,
	`safe` integer NOT NULL,
	`result` text,
	PRIMARY KEY(`run`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `runs` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`kind` text NOT NULL,
	`flow` integer NOT NULL,
	`subscription` integer,
	`delivery` integer,
	`record_index` integer,
	`revision` integer,
	`replay_of` blob,
	`replay` text,
	`status` text NOT NULL,
	`detail` text,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`steps` text,
	`result` text,
	`record` text,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`delivery`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revision`) REFERENCES `revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_uid_unique` ON `runs` (`uid`);--> statement-breakpoint
CREATE INDEX `runs_flow` ON `runs` (`flow`);--> statement-breakpoint
CREATE INDEX `runs_delivery` ON `runs` (`delivery`);--> statement-breakpoint
CREATE INDEX `runs_open` ON `runs` (`id`) WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX `runs_failed` ON `runs` (`delivery`,`subscription`) WHERE status in ('failed', 'on-hold');--> statement-breakpoint
CREATE INDEX `runs_called` ON `runs` (`subscription`) WHERE kind = 'flow' and delivery is null;--> statement-breakpoint
CREATE INDEX `runs_set_aside` ON `runs` (`flow`,`status`) WHERE status in ('waiting', 'on-hold');--> statement-breakpoint
CREATE INDEX `runs_set_aside_for` ON `runs` (`subscription`) WHERE status in ('waiting', 'on-hold');--> statement-breakpoint
CREATE TABLE `waits` (
	`run` integer PRIMARY KEY NOT NULL,
	`until` integer,
	`subscription` integer NOT NULL,
	`flow` integer NOT NULL,
	`order_key` text,
	`starts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`run`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `waits_until` ON `waits` (`until`);--> statement-breakpoint
CREATE INDEX `waits_subscription` ON `waits` (`subscription`);--> statement-breakpoint
CREATE INDEX `waits_order` ON `waits` (`flow`,`order_key`) WHERE order_key is not null;--> statement-breakpoint
CREATE TABLE `attempts` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`subscription` integer NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`fault` text,
	`run_id` blob,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempts_uid_unique` ON `attempts` (`uid`);--> statement-breakpoint
CREATE INDEX `attempts_subscription` ON `attempts` (`subscription`);--> statement-breakpoint
CREATE INDEX `attempts_running` ON `attempts` (`subscription`) WHERE outcome = 'running';--> statement-breakpoint
CREATE TABLE `cleanup_entries` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`subscription` integer NOT NULL,
	`status` text NOT NULL,
	`how` text,
	`reason` text,
	`closed_at` integer,
	`why` text NOT NULL,
	`opened_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cleanup_entries_uid_unique` ON `cleanup_entries` (`uid`);--> statement-breakpoint
CREATE INDEX `cleanup_entries_subscription` ON `cleanup_entries` (`subscription`);--> statement-breakpoint
CREATE INDEX `cleanup_entries_next` ON `cleanup_entries` (`next_at`) WHERE status = 'open';--> statement-breakpoint
CREATE TABLE `orphans` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer NOT NULL,
	`connection` integer,
	`remote_id` text NOT NULL,
	`url` text NOT NULL,
	`data_sealed` blob,
	`removal` text,
	`found_at` integer NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`closed_at` integer,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orphans_uid_unique` ON `orphans` (`uid`);--> statement-breakpoint
CREATE INDEX `orphans_connector` ON `orphans` (`connector`);--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`flow` integer NOT NULL,
	`status` text NOT NULL,
	`how` text,
	`wanted` integer NOT NULL,
	`replaced_by` blob,
	`terms` text NOT NULL,
	`started_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`since` integer NOT NULL,
	`fault` text,
	`token_tail` text NOT NULL,
	`token_hash` blob NOT NULL,
	`token_sealed` blob NOT NULL,
	`registration_data` blob,
	`expires_at` integer,
	`signing_secret_sealed` blob,
	`captured_sealed` blob,
	`matched` text,
	`renew_at` integer,
	`renew_tries` integer DEFAULT 0 NOT NULL,
	`gaps` text,
	`answers_until` integer,
	`probed_at` integer,
	`compare_at` integer,
	`healing` text,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_uid_unique` ON `subscriptions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_tokenHash_unique` ON `subscriptions` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_wanted` ON `subscriptions` (`flow`) WHERE wanted = 1;--> statement-breakpoint
CREATE INDEX `subscriptions_flow` ON `subscriptions` (`flow`);--> statement-breakpoint
CREATE INDEX `subscriptions_status` ON `subscriptions` (`status`);--> statement-breakpoint
CREATE INDEX `subscriptions_terms` ON `subscriptions` (terms ->> '$.connectorId',terms ->> '$.versionId',terms ->> '$.publicUrl',`flow`) WHERE wanted = 1;--> statement-breakpoint
CREATE INDEX `subscriptions_renew` ON `subscriptions` (`renew_at`) WHERE wanted = 1 and expires_at is not null;--> statement-breakpoint
CREATE INDEX `subscriptions_compare` ON `subscriptions` (`compare_at`,terms ->> '$.connectorId',terms ->> '$.connectionId') WHERE compare_at is not null;--> statement-breakpoint
CREATE INDEX `subscriptions_beside` ON `subscriptions` (`flow`) WHERE wanted = 0 and status <> 'ended';--> statement-breakpoint
CREATE INDEX `subscriptions_uncertain` ON `subscriptions` (`flow`) WHERE how = 'uncertain';--> statement-breakpoint
-- By hand, as WITHOUT ROWID above: what drizzle knows nothing of. Texts whose rows have changed are indexed anew.
CREATE TRIGGER `payload_erased` AFTER DELETE ON `payloads` BEGIN
	INSERT INTO `stale_texts` (`delivery`) VALUES (old.`delivery`);
END;--> statement-breakpoint
CREATE TRIGGER `payload_changed` AFTER UPDATE ON `payloads` BEGIN
	INSERT INTO `stale_texts` (`delivery`) VALUES (old.`delivery`);
END;--> statement-breakpoint
CREATE TRIGGER `redaction_settled` AFTER UPDATE OF `redact_due` ON `deliveries` WHEN old.`redact_due` = 1 BEGIN
	INSERT INTO `stale_texts` (`delivery`) VALUES (old.`id`);
END;--> statement-breakpoint
CREATE TRIGGER `run_erased` AFTER DELETE ON `runs` BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (old.`id`);
END;--> statement-breakpoint
CREATE TRIGGER `run_changed` AFTER UPDATE OF `steps`, `result` ON `runs` WHEN old.`finished_at` IS NOT NULL BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (old.`id`);
END;--> statement-breakpoint
CREATE TRIGGER `run_at_rest` AFTER UPDATE OF `status`, `detail` ON `runs` WHEN old.`status` IN ('waiting', 'on-hold') OR new.`status` IN ('waiting', 'on-hold') BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (new.`id`);
END;
