CREATE TABLE `sign_ins` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`state_hash` blob NOT NULL,
	`connection` integer NOT NULL,
	`session` text NOT NULL,
	`sealed` blob NOT NULL,
	`return_to` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`connection`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ins_uid_unique` ON `sign_ins` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ins_stateHash_unique` ON `sign_ins` (`state_hash`);--> statement-breakpoint
CREATE INDEX `sign_ins_connection` ON `sign_ins` (`connection`);--> statement-breakpoint
ALTER TABLE `connections` ADD `authorization` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `refresh_began` integer;--> statement-breakpoint
ALTER TABLE `connectors` ADD `clients_sealed` blob;