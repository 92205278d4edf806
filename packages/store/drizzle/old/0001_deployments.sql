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
-- By hand: what is known of deployments from before; each has the id of its version, since one of each is known.
INSERT INTO `deployments` (`uid`, `version`, `at`, `by`, `visible`, `note`)
SELECT `uid`, `id`, `deployed_at`, NULL, `visible`, `note` FROM `versions`
WHERE `deployed_at` IS NOT NULL ORDER BY `deployed_at`;
