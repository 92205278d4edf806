DROP INDEX `revisions_number`;--> statement-breakpoint
CREATE INDEX `revisions_drafts` ON `revisions` (`flow`) WHERE number = 0;--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`flow`,`number`) WHERE number > 0;--> statement-breakpoint
ALTER TABLE `runs` ADD `replay` text;