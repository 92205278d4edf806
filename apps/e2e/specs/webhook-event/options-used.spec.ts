import { literal, pill, text } from '@hookwright/model'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deployByApi, makeUserFlow } from '../../pages/deploy-by-api.ts'
import { eventDoc, registrationDoc, requiredField } from '../../pages/event-docs.ts'
import { card, docOf, makeFlow } from '../../pages/flow-docs.ts'
import { openOptions, savedOptions } from '../../pages/options-dialog.ts'

/** Creates an event whose option “Department” is used by a card and by a registration flow. */
const usedEvent = async (api: TestApi) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const register = await makeFlow(api, {
    connectorId,
    name: 'Register hook',
    doc: registrationDoc(requiredField('topic', 'Topic'))
  })
  const doc = eventDoc({
    registration: register.flowId,
    inputs: { 'registration.topic': pill('event', 'option.department') }
  })
  const greet = card('greet', 'compose', {
    title: 'Greet',
    inputs: { text: text('Hello ', pill('event', 'option.department')) }
  })
  return makeFlow(api, {
    connectorId,
    name: 'User created',
    doc: { ...doc, strip: ['event', 'greet', 'return'], cards: { ...doc.cards, greet } }
  })
}

test('[row 43] a renamed option keeps its key and its mappings', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await usedEvent(api)
  const { canvas, dialog, option, apply } = await openOptions(page, path)
  await option('Department').line.click()
  await option('Department').label.fill('Team')
  await expect(option('Team').region.getByText('department', { exact: true })).toBeVisible()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(canvas.field('Greet', 'Text')).toContainText('Team')
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expect
    .poll(async () => (await savedOptions(api, flowId)) as unknown)
    .toMatchObject([{}, { label: 'Team' }])
  const { cards } = await docOf(api, flowId)
  expect(cards.greet?.inputs.text).toEqual(text('Hello ', pill('event', 'option.department')))
  expect(cards.event?.inputs['registration.topic']).toEqual(pill('event', 'option.department'))
})

test('[row 44] removing a used option lists its uses first, and leaves a problem at each', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await usedEvent(api)
  const { canvas, dialog, option, addField, apply } = await openOptions(page, path)
  await option('Department').remove.click()
  const question = page.getByRole('alertdialog', { name: 'Remove the option “Department”?' })
  await expect(question.getByRole('listitem')).toHaveText([
    'Webhook Event: Registration Flow, Topic',
    'Greet: Text'
  ])
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(option('Department').region).toBeVisible()
  await expect(option('Department').remove).toBeFocused()
  await option('Department').remove.click()
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(option('Department').region).toBeHidden()
  await expect(addField).toBeFocused()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /^2 errors/ }).first()).toBeVisible()
  await expect(
    canvas.card('Webhook Event').getByRole('button', {
      name: '“Topic” of “Webhook Event” uses a value that the card does not have. Map another value.'
    })
  ).toBeVisible()
  await expect(canvas.card('Greet')).toContainText(
    '“Text” of “Greet” uses a value that “Webhook Event” does not provide here. Map another value.'
  )
  await canvas.undo()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
})

test('[row 44] removing an option lists the users’ flows with a value for it, before it is applied', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId, connectorId } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { versionId } = await deployByApi(api, connectorId)
  await makeUserFlow(api, {
    name: 'Welcome',
    connectorId,
    versionId,
    eventFlowId: flowId,
    chosen: { department: literal('hr') },
    inputs: {}
  })
  const { dialog, option, addField, cancel } = await openOptions(page, path)
  await option('Event type').remove.click()
  await expect(option('Event type').region).toBeHidden()
  await expect(addField).toBeFocused()
  await expect(dialog.getByText(/Looking for flows/)).toBeHidden()
  await expect(dialog.getByText(/takes a value from/)).toBeHidden()
  await option('Department').remove.click()
  await expect(dialog.getByText(/Removing “Department” takes a value from 1 user flow/)).toBeVisible()
  await dialog.getByRole('button', { name: 'View' }).click()
  const users = page.getByRole('dialog', { name: 'Flows that use these fields' })
  await expect(users.getByText('Welcome')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Put back' }).click()
  await expect(option('Event type').region).toBeVisible()
  await expect(option('Department').region).toBeVisible()
  await expect(dialog.getByText(/takes a value from/)).toBeHidden()
  await cancel.click()
})
