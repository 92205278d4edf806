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
CREATE INDEX `runs_set_aside` ON `runs` (`flow`,`status`) WHERE status in ('waiting', 'parked');