import { pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { eventFlow, groupOf, outputField } from '../../pages/outputs-docs.ts'

test('an Event URL entered by hand is ended after a confirmation, and pausing keeps it', {
  tag: '@long'
}, async ({ api, page }) => {
  const doc = eventFlow({
    groups: [
      groupOf('event', 'Event', outputField('id', 'ID')),
      groupOf('item', 'Data item', outputField('id_2', 'ID'))
    ],
    inputs: { id: pill('event', 'body', ['id']), id_2: pill('event', 'body', ['item', 'id']) }
  })
  const { event } = doc.cards
  if (event !== undefined) event.config.byHandNote = 'Open the webhooks of the workspace.'
  const { connectorId, flowId: eventFlowId } = await makeFlow(api, { name: 'Ticket created', doc })
  const versionId = await deployDraft(api, connectorId)
  const { id: flowId } = await api.mutate<{ id: string }>('flows.create', {
    name: 'New ticket',
    doc: flowOf(
      card('event', 'connector-event', {
        config: { connectorId, eventFlowId, versionId, connectionId: null, runMode: 'each' }
      }),
      card('say', 'compose', { title: 'Say' })
    )
  })
  await page.goto(`/flows/${flowId}`)
  const toggle = page.getByRole('switch', { name: 'New ticket' })
  const panel = page.getByRole('dialog', { name: 'Switch of New ticket' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect(panel).toContainText('copy the Event URL and enter it at the service.')
  await expect(panel).toContainText('Open the webhooks of the workspace.')
  await page.keyboard.press('Escape')

  await toggle.click()
  await expect(panel).toContainText('Turn the flow off?')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Pause' }).click()
  await expect(toggle).toHaveText('Paused')
  await toggle.click()
  await panel.getByRole('button', { name: 'Turn off' }).click()
  await expect(toggle).toHaveText('Off')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Map Text' }).click()
  const values = page.getByRole('combobox', { name: 'Value for Text' })
  await values.fill('data item id')
  await expect(page.getByRole('option')).toHaveText([/Data item › ID/])
  await expectAccessible(page)
})
