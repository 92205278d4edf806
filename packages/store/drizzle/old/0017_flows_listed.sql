ALTER TABLE `flows` ADD `event_version` text;--> statement-breakpoint
ALTER TABLE `flows` ADD `event_flow` text;--> statement-breakpoint
UPDATE `flows` SET
  `event_version` = doc ->> ('$.cards."' || (doc ->> '$.strip[0]') || '".config.versionId'),
  `event_flow` = doc ->> ('$.cards."' || (doc ->> '$.strip[0]') || '".config.eventFlowId')
WHERE `connector` IS NULL AND instr(doc ->> '$.strip[0]', '"') = 0;--> statement-breakpoint
CREATE INDEX `flows_listed` ON `flows` (`owner_id`,`name`,`created_at`,`event_version`,`event_flow`) WHERE connector is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX `subscriptions_terms` ON `subscriptions` (terms ->> '$.connectorId',terms ->> '$.versionId',terms ->> '$.publicUrl',`flow`) WHERE wanted = 1;