CREATE TABLE `subscription_actions` (
	`subscription` integer NOT NULL,
	`version` integer NOT NULL,
	`connection` blob,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`version`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subscription_actions_subscription` ON `subscription_actions` (`subscription`);--> statement-breakpoint
CREATE INDEX `subscription_actions_version` ON `subscription_actions` (`version`,`subscription`);--> statement-breakpoint
CREATE INDEX `subscription_actions_connection` ON `subscription_actions` (`connection`) WHERE connection is not null;