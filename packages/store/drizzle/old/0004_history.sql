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
CREATE TABLE `stale_texts` (
	`id` integer PRIMARY KEY NOT NULL,
	`delivery` integer,
	`run` integer
);
--> statement-breakpoint
CREATE INDEX `deliveries_unrun` ON `deliveries` (`id`,`subscription`,`status`) WHERE status in ('filtered', 'refused', 'duplicate');--> statement-breakpoint
CREATE INDEX `runs_failed` ON `runs` (`delivery`,`subscription`) WHERE status in ('failed', 'parked');--> statement-breakpoint
CREATE TRIGGER `payload_erased` AFTER DELETE ON `payloads` BEGIN
	INSERT INTO `stale_texts` (`delivery`) VALUES (old.`delivery`);
END;--> statement-breakpoint
CREATE TRIGGER `payload_changed` AFTER UPDATE ON `payloads` BEGIN
	INSERT INTO `stale_texts` (`delivery`) VALUES (old.`delivery`);
END;--> statement-breakpoint
CREATE TRIGGER `run_erased` AFTER DELETE ON `runs` BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (old.`id`);
END;--> statement-breakpoint
CREATE TRIGGER `run_changed` AFTER UPDATE OF `steps`, `result` ON `runs` WHEN old.`finished_at` IS NOT NULL BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (old.`id`);
END;
