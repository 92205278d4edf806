ALTER TABLE `subscriptions` ADD `compare_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `healing` text;--> statement-breakpoint
CREATE INDEX `subscriptions_renew` ON `subscriptions` (`renew_at`) WHERE wanted = 1 and expires_at is not null;--> statement-breakpoint
CREATE INDEX `subscriptions_compare` ON `subscriptions` (`compare_at`) WHERE compare_at is not null;--> statement-breakpoint
CREATE INDEX `subscriptions_beside` ON `subscriptions` (`flow`) WHERE wanted = 0 and status <> 'ended';--> statement-breakpoint
CREATE INDEX `subscriptions_uncertain` ON `subscriptions` (`flow`) WHERE how = 'uncertain';--> statement-breakpoint
CREATE INDEX `attempts_running` ON `attempts` (`subscription`) WHERE outcome = 'running';--> statement-breakpoint
UPDATE `subscriptions` SET `compare_at` = 0 WHERE json_extract(`terms`, '$.listing') is not null and (
  (`wanted` = 1 and `status` in ('on', 'paused'))
  or (`how` = 'uncertain' and not exists (select 1 from `cleanup_entries` e where e.`subscription` = `subscriptions`.`id`)));
