CREATE TABLE `agent_calls` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`tool` integer NOT NULL,
	`owner_id` text NOT NULL,
	`client_key` text NOT NULL,
	`client_name` text NOT NULL,
	`client_host` text,
	`idempotency_key` text,
	`at` integer NOT NULL,
	`asked_until` integer,
	`decision` text,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`tool`) REFERENCES `agent_tools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_calls_uid_unique` ON `agent_calls` (`uid`);--> statement-breakpoint
CREATE INDEX `agent_calls_owner` ON `agent_calls` (`owner_id`);--> statement-breakpoint
CREATE INDEX `agent_calls_tool` ON `agent_calls` (`tool`);--> statement-breakpoint
CREATE INDEX `agent_calls_at` ON `agent_calls` (`at`);--> statement-breakpoint
CREATE INDEX `agent_calls_asked` ON `agent_calls` (`asked_until`) WHERE asked_until is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `agent_calls_key` ON `agent_calls` (`tool`,`client_key`,`idempotency_key`) WHERE idempotency_key is not null;--> statement-breakpoint
CREATE TABLE `agent_tools` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`flow` integer NOT NULL,
	`connector_uid` blob NOT NULL,
	`action_flow_uid` blob NOT NULL,
	`connection_uid` blob,
	`exposed` integer NOT NULL,
	`asks_first` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_tools_uid_unique` ON `agent_tools` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `agent_tools_name` ON `agent_tools` (`owner_id`,`name`);--> statement-breakpoint
CREATE INDEX `agent_tools_flow` ON `agent_tools` (`flow`);