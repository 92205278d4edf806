import { STARTS_CONNECTOR } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatStart } from './flow-about.tsx'

const event = {
  ...{ name: 'New ticket', connectorId: 'acme', connectorName: 'Acme Desk', versionNumber: 2 },
  ...{ versionId: 'version', eventFlowId: 'flow' }
}
const own = { ...event, connectorId: STARTS_CONNECTOR, name: 'Scheduled Flow' }
const schedule = { every: 'day', at: '07:00', zone: 'Europe/Berlin' } as const

test.each([
  [{ kind: null, event, schedule: null }, 'New ticket · Acme Desk v2'],
  [{ kind: null, event, schedule }, 'New ticket · Acme Desk v2 · Every day at 07:00, Europe/Berlin'],
  [{ kind: null, event: own, schedule }, 'Every day at 07:00, Europe/Berlin'],
  [{ kind: null, event: { ...own, name: 'Delegated Flow' }, schedule: null }, 'Delegated Flow'],
  [{ kind: null, event: null, schedule: null }, 'No event yet']
])('the start %j is shown as “%s”', (start, shown) => {
  expect(formatStart(start)).toBe(shown)
})
