ALTER TABLE `runs` ADD `process` text;--> statement-breakpoint
ALTER TABLE `attempts` ADD `process` text;