import { pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, sendUser, turnOn } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { docOf } from '../../pages/flow-docs.ts'
import { outputsDialog } from '../../pages/outputs-dialog.ts'

test('outputs are taken from a received delivery, and the preview shows its values', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const path = `/connectors/${connectorId}/flows/${eventFlowId}`
  const outputs = outputsDialog(page)
  const received = outputs.dialog.getByRole('button', { name: 'From a received delivery' })
  await page.goto(path)
  await outputs.open()
  await expect(received).toBeDisabled()
  await expect(received).toHaveAccessibleDescription('No deliveries of this event are stored yet.')

  const versionId = await deployDraft(api, connectorId)
  const listener = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: 'Greet' })
  await turnOn(api, listener)
  await sendUser(practice, 'jo@example.com')
  await page.reload()

  await received.click()
  await page.getByRole('menuitem', { name: /^Delivery, / }).click()
  const dialog = page.getByRole('dialog', { name: /^From Delivery, / })
  const email = dialog.getByRole('checkbox', { name: 'Email', exact: true })
  await expect(email).not.toBeChecked()
  await expect(dialog).toContainText('is already returned as “Email”')
  await expect(dialog.getByRole('checkbox', { name: 'Type', exact: true })).toBeChecked()
  await expect(dialog).toContainText('user.created')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Add \d+ outputs$/ }).click()
  await expect(outputs.group('User').getByRole('textbox', { name: 'Label' })).toHaveCount(2)

  await outputs.dialog.getByRole('radio', { name: 'Data' }).click()
  await expect(outputs.preview).toContainText('jo@example.com')
  await expect(outputs.preview).toContainText('user.created')
  await outputs.apply.click()
  await expect(outputs.dialog).toBeHidden()
  await expect
    .poll(async () => (await docOf(api, eventFlowId)).cards.return?.inputs)
    .toMatchObject({
      type: pill('event', 'body', ['type']),
      email: pill('event', 'body', ['record', 'email'])
    })
})

test('outputs are taken from several deliveries together', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const { practice } = installation
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const listener = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: 'Greet' })
  await turnOn(api, listener)
  for (const email of ['jo@example.com', 'kim@example.com']) await sendUser(practice, email)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.dialog.getByRole('button', { name: 'From a received delivery' }).click()
  await page.getByRole('menuitem', { name: 'All 2 together' }).click()
  const dialog = page.getByRole('dialog', { name: 'From 2 deliveries' })
  await expect(dialog.getByRole('checkbox', { name: 'Type', exact: true })).toBeChecked()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Add \d+ outputs$/ }).click()
  await expect(outputs.group('User').getByRole('textbox', { name: 'Label' })).toHaveCount(2)
})
