DROP INDEX `flows_connector`;--> statement-breakpoint
DROP INDEX `flows_listed`;--> statement-breakpoint
CREATE INDEX `flows_connector` ON `flows` (`connector`) WHERE connector is not null;--> statement-breakpoint
CREATE INDEX `flows_listed` ON `flows` (`owner_id`,`name`,`created_at`,`event_version`,`event_flow`,`connector`,`deleted_at`) WHERE connector is null and deleted_at is null;