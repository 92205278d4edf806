DROP TRIGGER `run_at_rest`;--> statement-breakpoint
DROP INDEX `runs_failed`;--> statement-breakpoint
DROP INDEX `runs_set_aside`;--> statement-breakpoint
DROP INDEX `runs_set_aside_for`;--> statement-breakpoint
UPDATE `runs` SET `status` = 'on-hold', `detail` = json_set(`detail`, '$.is', 'on-hold') WHERE `status` = 'parked';--> statement-breakpoint
CREATE TRIGGER `run_at_rest` AFTER UPDATE OF `status`, `detail` ON `runs` WHEN old.`status` IN ('waiting', 'on-hold') OR new.`status` IN ('waiting', 'on-hold') BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (new.`id`);
END;--> statement-breakpoint
UPDATE `alerts` SET `kind` = 'run-on-hold', `fold` = replace(`fold`, 'run-parked/', 'run-on-hold/'), `about` = json_set(`about`, '$.kind', 'run-on-hold') WHERE `kind` = 'run-parked';--> statement-breakpoint
UPDATE `alert_facts` SET `fact` = replace(`fact`, 'run-parked/', 'run-on-hold/') WHERE `fact` LIKE 'run-parked/%';--> statement-breakpoint
UPDATE `alert_endpoints` SET `kinds` = replace(`kinds`, '"run-parked"', '"run-on-hold"') WHERE `kinds` IS NOT NULL;--> statement-breakpoint
UPDATE `alert_messages` SET `type` = 'run.on-hold', `body` = replace(replace(`body`, '"run.parked"', '"run.on-hold"'), '"run-parked"', '"run-on-hold"') WHERE `type` = 'run.parked';--> statement-breakpoint
CREATE INDEX `runs_failed` ON `runs` (`delivery`,`subscription`) WHERE status in ('failed', 'on-hold');--> statement-breakpoint
CREATE INDEX `runs_set_aside` ON `runs` (`flow`,`status`) WHERE status in ('waiting', 'on-hold');--> statement-breakpoint
CREATE INDEX `runs_set_aside_for` ON `runs` (`subscription`) WHERE status in ('waiting', 'on-hold');
