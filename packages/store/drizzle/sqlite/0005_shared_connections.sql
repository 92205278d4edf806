CREATE TABLE `connection_shares` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection` integer NOT NULL,
	`target` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`connection`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `connection_shares_connection` ON `connection_shares` (`connection`);--> statement-breakpoint
ALTER TABLE `connections` ADD `owner_removed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `hold` text;--> statement-breakpoint
CREATE INDEX `subscriptions_held` ON `subscriptions` (`flow`) WHERE hold is not null;