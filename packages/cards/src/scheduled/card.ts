import { defineCard, outputs, ports } from '@hookwright/engine'
import { isJsonObject, one, SCHEDULE_EVENT, STARTS_CONNECTOR, STARTS_VERSION } from '@hookwright/model'
import { z } from 'zod'
import { ConcurrentRuns, concurrentRunsSetting, runLimitOf } from '../kernel/run-limit.ts'
import { everySetting, readSchedule, scheduleOf, scheduleShape } from '../kernel/schedule-config.ts'
import { runIdPort, userStart } from '../kernel/user-start.ts'

const ScheduledConfig = z.strictObject({ ...scheduleShape, atOnce: ConcurrentRuns })
type ScheduledConfig = z.infer<typeof ScheduledConfig>

/** Start card of a flow that a schedule starts. */
export const scheduled = defineCard<ScheduledConfig>({
  type: 'scheduled',
  title: 'Scheduled Flow',
  group: 'Events',
  docs: {
    help: 'Starts your flow on a schedule: every few minutes or hours, at a time each day or on selected days, or by a cron expression with five fields. Times use the selected time zone. If a clock change skips a time, the flow runs later by the length of the change; if a time occurs twice, it runs once. If times are missed while the server is down or the flow is paused, only the latest one runs, with Late set to true.'
  },
  config: ScheduledConfig,
  blank: () => ({
    config: {
      every: 'day',
      count: 15,
      at: '07:00',
      days: [1, 2, 3, 4, 5],
      cron: '0 7 * * 1-5',
      zone: '',
      atOnce: 'any'
    }
  }),
  settings: [everySetting, concurrentRunsSetting],
  ports: () =>
    ports({
      outputs: [
        { id: 'scheduledAt', label: 'Scheduled at', type: one('date') },
        { id: 'late', label: 'Late', type: one('boolean') },
        { id: 'previousTick', label: 'Previous scheduled time', type: one('date') },
        runIdPort
      ]
    }),
  check: config => {
    const read = readSchedule(config)
    return read.ok ? [] : read.problems
  },
  starts: userStart,
  listens: ({ atOnce }) => ({
    connectorId: STARTS_CONNECTOR,
    versionId: STARTS_VERSION,
    eventFlowId: SCHEDULE_EVENT,
    connectionId: null,
    runMode: 'each',
    ...runLimitOf(atOnce)
  }),
  schedule: scheduleOf,
  fixed: true,
  /** Returns the outputs from the body of the schedule tick's delivery. */
  execute: ({ given: params }) => {
    const body = isJsonObject(params.delivery) ? params.delivery.body : null
    const { scheduledAt = null, late = false, previousTick = null } = isJsonObject(body) ? body : {}
    return outputs({ scheduledAt, late: late === true, previousTick })
  }
})
