import { literal, pill } from '@hookwright/model'
import type { Page } from '@playwright/test'
import { makeAcme } from '../../fixtures/acme.ts'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deregistrationDoc, eventDoc, registrationDoc, requiredField } from '../../pages/event-docs.ts'
import { type FlowCanvas, flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow } from '../../pages/flow-docs.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

const topic = requiredField('topic', 'Topic')
const format = requiredField('format', 'Format')

/**
 * Creates a connector “Acme HR” with two registration flows, one deregistration flow, and an event without
 * registration.
 */
const makeEvent = async (api: TestApi) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const register = await makeFlow(api, {
    connectorId,
    name: 'Register hook',
    doc: registrationDoc(requiredField('kind', 'Event type'), topic)
  })
  const other = await makeFlow(api, { connectorId, name: 'Announce address', doc: registrationDoc(format) })
  const remove = await makeFlow(api, { connectorId, name: 'Remove hook', doc: deregistrationDoc() })
  const event = await makeFlow(api, { connectorId, name: 'User created', doc: eventDoc() })
  return { connectorId, register, other, remove, event }
}

const configure = (canvas: FlowCanvas) =>
  canvas.card('Webhook Event').getByRole('button', { name: /^Configure/ })

const open = async (page: Page, path: string) => {
  await page.goto(path)
  const canvas = flowCanvas(page)
  await configure(canvas).click()
  const shown = registrationDialog(page)
  await expect(shown.dialog).toBeVisible()
  return { canvas, ...shown }
}

test('[row 32, 33, 35] both selects offer the flows of their kind, named or not, and find them by name', {
  tag: '@full'
}, async ({ api, page }) => {
  const { connectorId, event } = await makeEvent(api)
  await makeFlow(api, { connectorId, doc: registrationDoc() })
  const { registration, deregistration } = await open(page, event.path)
  for (const half of [registration, deregistration]) {
    await expect(half.region.getByRole('button', { name: 'Choose Flow' })).toBeVisible()
    await expect(half.create).toBeVisible()
  }
  await registration.chooser.click()
  await expect(page.getByRole('option')).toHaveText([/^Announce address/, /^Register hook/, /^Unnamed flow/])
  await page.getByRole('combobox', { name: 'Search: Registration Flow' }).fill('hook')
  await expect(page.getByRole('option')).toHaveText([/^Register hookInputs: Event type, Topic$/])
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await deregistration.chooser.click()
  await expect(page.getByRole('option')).toHaveText([/^Remove hook/])
})

test('[row 36, 37, 40a, 41a] inputs are mapped from an option and typed in; the card summarizes them, and one undo reverts them', async ({
  api,
  page
}) => {
  const { event, register, remove } = await makeEvent(api)
  const { canvas, dialog, registration, deregistration, apply } = await open(page, event.path)
  await registration.choose('Register hook')
  await expect(registration.input('Event type')).toContainText('Event type')
  await expect(registration.region.getByText('This input is required')).toBeVisible()
  await registration.map('Topic', 'Department')
  await expect(registration.input('Topic')).toContainText('Department')
  await registration.map('Event type', 'Department')
  await expect(registration.input('Event type')).not.toContainText('Event type')
  await registration.map('Event type', 'Event type')
  await registration.input('Topic').fill('hr')
  await expect(registration.region.getByText('This input is required')).toBeHidden()
  await expect(registration.region.getByText('Set by Hookwright')).toBeVisible()
  await expect(registration.region.getByText('Returns Registration Data')).toBeVisible()
  await deregistration.choose('Remove hook')
  await expect(deregistration.region.getByText('Returned by the registration flow')).toBeVisible()
  await expect(dialog.getByText('Each flow must finish within 60 s')).toBeVisible()
  await expectAccessible(page)
  await apply()
  await expect(dialog).toBeHidden()
  await expect(configure(canvas)).toBeFocused()

  const box = canvas.card('Webhook Event')
  await expect(box.getByText('2 of 2 inputs mapped')).toBeVisible()
  await expect(box.getByRole('link', { name: 'Register hook' })).toBeVisible()
  await expect(box.getByRole('link', { name: 'Remove hook' })).toBeVisible()
  const expected = {
    config: { registrationFlowId: register.flowId, deregistrationFlowId: remove.flowId },
    inputs: { 'registration.kind': pill('event', 'option.event_type'), 'registration.topic': literal('hr') }
  }
  await expect.poll(async () => (await docOf(api, event.flowId)).cards.event).toMatchObject(expected)

  await configure(canvas).click()
  await expect(
    registration.region.getByRole('button', { name: 'Registration Flow: Register hook' })
  ).toBeVisible()
  await expect(registration.input('Event type')).toContainText('Event type')
  await expect(registration.input('Topic')).toHaveText('hr')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await canvas.undo()
  await expect(box.getByText('inputs mapped')).toBeHidden()
  await expect.poll(async () => (await docOf(api, event.flowId)).cards.event).toEqual(eventDoc().cards.event)
})

test('[row 40a, 40b] Cancel, and Esc after a confirmation, leave the card unchanged, and Ctrl+Enter applies', {
  tag: '@long'
}, async ({ api, page }) => {
  const { event, remove } = await makeEvent(api)
  const { canvas, dialog, deregistration, cancel } = await open(page, event.path)
  const discardAfterEsc = async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  }
  for (const leave of [cancel, discardAfterEsc]) {
    await deregistration.choose('Remove hook')
    await leave()
    await expect(dialog).toBeHidden()
    await configure(canvas).click()
    await expect(deregistration.region.getByRole('button', { name: 'Choose Flow' })).toBeVisible()
  }
  await deregistration.choose('Remove hook')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect
    .poll(async () => (await docOf(api, event.flowId)).cards.event?.config.deregistrationFlowId)
    .toBe(remove.flowId)
})

test('the verification of a registration is saved with it, and can be removed', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { event } = await makeEvent(api)
  const { canvas, dialog, apply } = await open(page, event.path)
  const proof = dialog.getByRole('checkbox', { name: 'Verify with a test event' })
  const probe = async () => (await docOf(api, event.flowId)).cards.event?.config.probe
  await dialog.getByRole('button', { name: /^Optional/ }).click()
  await proof.check()
  await apply()
  await expect.poll(probe).toBe('service-sends-one')
  await configure(canvas).click()
  await expect(proof).toBeChecked()
  await proof.uncheck()
  await apply()
  await expect.poll(probe).toBeUndefined()
})

test('[row 39a, 39b] the trash button removes a flow with its mapping, and the effect is explained', {
  tag: '@full'
}, async ({ api, page }) => {
  const { connectorId, register, remove } = await makeEvent(api)
  const doc = eventDoc({
    registration: register.flowId,
    deregistration: remove.flowId,
    inputs: { 'registration.kind': pill('event', 'option.event_type'), 'registration.topic': literal('hr') }
  })
  const event = await makeFlow(api, { connectorId, name: 'User left', doc })
  const { canvas, dialog, registration, deregistration, apply } = await open(page, event.path)
  await deregistration.pail.click()
  await expect(deregistration.region.getByRole('button', { name: 'Choose Flow' })).toBeFocused()
  await expect(
    dialog.getByText('When a user turns a flow off, the subscription stays in Acme HR.', { exact: false })
  ).toBeVisible()
  await expectAccessible(page)
  await apply()
  const box = canvas.card('Webhook Event')
  await expect(box.getByText('no flow')).toBeVisible()
  await expect(
    box.getByText('When a user turns a flow off, the subscription stays in the service.')
  ).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expect
    .poll(() => api.query('versions.validate', { connectorId }))
    .toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'HW-only-registration', flowName: 'User left' })
    )

  await configure(canvas).click()
  await registration.pail.click()
  await expect(
    dialog.getByText('When a user turns a flow on, no subscription is created in Acme HR', { exact: false })
  ).toBeVisible()
  await apply()
  await expect
    .poll(async () => (await docOf(api, event.flowId)).cards.event)
    .toMatchObject({ config: { registrationFlowId: null, deregistrationFlowId: null }, inputs: {} })
})

test('[row 42] a helper flow with changed inputs is flagged on the card and in the dialog, and fixed there', {
  tag: '@full'
}, async ({ api, page }) => {
  const { connectorId, register } = await makeEvent(api)
  const doc = eventDoc({
    registration: register.flowId,
    inputs: {
      'registration.kind': pill('event', 'option.event_type'),
      'registration.topic': literal('hr'),
      'registration.gone': pill('event', 'option.department')
    }
  })
  const event = await makeFlow(api, { connectorId, name: 'User left', doc })
  const { canvas, dialog, registration, cancel, apply } = await open(page, event.path)
  await expect(
    registration.region.getByText('“Department” is mapped to an input that this flow no longer has.')
  ).toBeVisible()
  await cancel()
  const box = canvas.card('Webhook Event')
  await expect(box.getByText('2 of 2 inputs mapped, 1 stale')).toBeVisible()

  // Meanwhile someone renames an input and adds one; the page notices when one comes back to it.
  const renamed = registrationDoc(
    requiredField('kind', 'Kind of event'),
    requiredField('topic', 'Topic'),
    requiredField('scope', 'Scope')
  )
  await api.mutate('makerFlows.save', {
    flowId: register.flowId,
    baseDraft: 1,
    name: 'Register hook',
    description: '',
    active: true,
    saveAll: true,
    doc: renamed
  })
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    await expect(box.getByText('2 of 3 inputs mapped, 1 stale')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.keyboard.press('F8')
  await expect(box.getByRole('button', { name: /Scope/ })).toBeFocused()
  await page.keyboard.press('F8')
  await expect(box.getByRole('button', { name: /an input that no longer exists/ })).toBeFocused()
  await page.keyboard.press('Shift+F8')
  await expect(box.getByRole('button', { name: /Scope/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(registration.input('Kind of event')).toContainText('Event type')
  await registration.input('Scope').fill('all')
  await expectAccessible(page)
  await registration.region.getByRole('button', { name: 'Remove mapping' }).click()
  await apply()
  await expect(dialog).toBeHidden()
  await expect(box.getByText('3 of 3 inputs mapped')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
})

test('[row 42] a chosen flow that is gone or of another kind is named, and another one can be chosen', {
  tag: '@long'
}, async ({ api, page }) => {
  const { connectorId, remove, register } = await makeEvent(api)
  const doc = eventDoc({ registration: remove.flowId, deregistration: 'gone' })
  const event = await makeFlow(api, { connectorId, name: 'User left', doc })
  const { canvas, registration, deregistration, apply } = await open(page, event.path)
  await expect(registration.region.getByRole('alert')).toContainText(
    '“Remove hook” no longer starts with Webhook Registration'
  )
  await expect(deregistration.region.getByRole('alert')).toContainText(
    'was deleted or no longer has an event'
  )
  await expectAccessible(page)
  await registration.choose('Register hook')
  await registration.input('Topic').fill('hr')
  await deregistration.pail.click()
  await apply()
  await expect(canvas.card('Webhook Event').getByText('2 of 2 inputs mapped')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expect
    .poll(async () => (await docOf(api, event.flowId)).cards.event?.config)
    .toMatchObject({ registrationFlowId: register.flowId, deregistrationFlowId: null })
})

test('[row 34] a helper flow is made from the dialog: it opens beside, works as it stands, and is chosen and mapped', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  const event = await makeFlow(api, { connectorId, name: 'User created', doc: eventDoc() })
  const { canvas, dialog, registration, deregistration, apply } = await open(page, event.path)
  await registration.chooser.click()
  await expect(
    page.getByText('No flow of this connector starts with Webhook Registration yet.')
  ).toBeVisible()
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page
      .getByRole('dialog', { name: 'Registration Flow' })
      .getByRole('button', { name: 'Create new flow' })
      .click()
  ])
  const made = flowCanvas(tab)
  await expect(tab.getByRole('heading', { name: 'Register user created' })).toBeVisible()
  const start = made.card('Webhook Registration')
  for (const label of ['Event URL', 'Event type', 'Department', 'API key'])
    await expect(start.getByRole('button', { name: label, exact: true, pressed: false })).toBeVisible()
  await expect(made.field('Return', 'Registration Data')).toBeVisible()
  await expect(tab.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expectAccessible(tab)
  await tab.close()

  await expect(registration.chooser).toHaveAccessibleName('Registration Flow: Register user created')
  await expect(registration.chooser).toBeFocused()
  await expect(registration.input('Event type')).toContainText('Event type')
  await expect(registration.input('Department')).toContainText('Department')
  await expectAccessible(page)
  const [second] = await Promise.all([page.waitForEvent('popup'), deregistration.create.click()])
  await expect(second.getByRole('heading', { name: 'Deregister user created' })).toBeVisible()
  await second.close()
  await apply()
  await expect(dialog).toBeHidden()
  await expect(canvas.card('Webhook Event').getByText('4 of 4 inputs mapped')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()

  await configure(canvas).click()
  await registration.chooser.click()
  const [third] = await Promise.all([
    page.waitForEvent('popup'),
    page
      .getByRole('dialog', { name: 'Registration Flow' })
      .getByRole('button', { name: 'Create new flow' })
      .click()
  ])
  await expect(third.getByRole('heading', { name: 'Register user created 2' })).toBeVisible()
  await expect(third.getByText('This flow was made for “User created”.')).toBeVisible()
  await expectAccessible(third)
  await third.getByRole('button', { name: 'Got it' }).click()
  await expect(third.getByText('This flow was made for “User created”.')).toHaveCount(0)

  await expect(registration.chooser).toHaveAccessibleName('Registration Flow: Register user created 2')
  await dialog.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Discard your changes to the registration?' })
  await expect(question).toContainText(
    '“Register user created 2” remains in the list of flows but is not used.'
  )
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeVisible()
  await dialog.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
})

test('[row 36, 37, 40a] a registration is set up by keys alone', { tag: '@long' }, async ({ api, page }) => {
  const { event } = await makeEvent(api)
  await page.goto(event.path)
  const canvas = flowCanvas(page)
  const { dialog, registration, deregistration } = registrationDialog(page)
  await configure(canvas).focus()
  // The dialog, its list of flows and what is typed there: nobody waits for any of it.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('reg')
  await page.keyboard.press('Enter')
  await expect(registration.chooser).toHaveAccessibleName('Registration Flow: Register hook')
  await expect(registration.chooser).toBeFocused()
  await registration.input('Topic').focus()
  await page.keyboard.press('Alt+m')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(registration.input('Topic')).toContainText('Department')
  await registration.input('Event type').focus()
  await page.keyboard.press('Delete')
  await page.keyboard.type('user.created')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await deregistration.chooser.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(deregistration.chooser).toHaveAccessibleName('Deregistration Flow: Remove hook')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(configure(canvas)).toBeFocused()
  await expect
    .poll(async () => (await docOf(api, event.flowId)).cards.event?.inputs)
    .toEqual({
      'registration.kind': literal('user.created'),
      'registration.topic': pill('event', 'option.department')
    })
})
