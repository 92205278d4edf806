import { pill } from '@hookwright/model'
import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf } from '../../pages/flow-docs.ts'

const email = pill('event', 'body', ['record', 'email'])
const plan = pill('event', 'body', ['record', 'plan'])

test('a field that came and one that went are found, taken over with one click, and given back by undo', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { connectorId, eventFlowId, send } = await activateUsersFlow(api, practice, { name: 'Greet' })
  for (const name of ['ada', 'ben', 'cleo', 'dan', 'eve']) await send(joined(`${name}@acme.example`))
  // What is left out on purpose is learnt from the first five, in the order in which the servers look at them.
  const lookedAt = async () =>
    (await api.query<{ looked: number }[]>('drift.list', { connectorId })).map(({ looked }) => looked)
  await expect.poll(lookedAt, { timeout: 30_000 }).toEqual([5])
  await send({ eventType: 'user.created', record: { department: 'people', plan: 'Pro' } })

  await page.goto(`/connectors/${connectorId}/overview`)
  const section = page.getByRole('region', { name: 'Drift' })
  await expect(section).toContainText('2 fields drift', { timeout: 30_000 })
  await expect(section).toContainText('Body.record.email is no longer sent, so “Email” is empty.')
  await expect(section).toContainText('Body.record.plan is a new field (Text) that no card uses.')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Events and actions', exact: true }).click()
  await page.getByRole('link', { name: '2 fields drift' }).click()

  const dialog = page.getByRole('dialog', { name: 'Received data and declared outputs' })
  await expect(dialog.getByRole('checkbox', { name: 'Add “Plan” (Text) to “User”' })).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: 'Remove “Email”' })).toBeChecked()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Ignore: Body\.record\.plan/ }).click()
  await expect(dialog.getByRole('region', { name: 'Ignored' })).toContainText('Body.record.plan')
  await expect(dialog.getByRole('button', { name: 'Update the draft: 1 change' })).toBeVisible()
  await dialog.getByRole('button', { name: /^Stop ignoring: Body\.record\.plan/ }).click()
  await dialog.getByRole('button', { name: 'Update the draft: 2 changes' }).click()

  const canvas = flowCanvas(page)
  const badge = canvas.card('Return Outputs').getByRole('button', { name: /drift/ })
  const inputs = async () => (await docOf(api, eventFlowId)).cards.return?.inputs
  await expect.poll(inputs).toEqual({ greeting: pill('greet', 'output'), plan })
  await expect(dialog).toBeHidden()
  await expect(badge).toBeHidden()
  await canvas.undo()
  await expect.poll(inputs).toEqual({ greeting: pill('greet', 'output'), email })
  await expect(badge).toHaveText('2 fields drift')
  await badge.click()
  await expect(dialog.getByRole('link', { name: 'Open example delivery' }).first()).toBeVisible()
})
