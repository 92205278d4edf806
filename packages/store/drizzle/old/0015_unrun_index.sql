DROP INDEX `deliveries_unrun`;--> statement-breakpoint
CREATE INDEX `deliveries_unrun` ON `deliveries` (`id`,`subscription`,`status`) WHERE status <> 'accepted' and status <> 'done';