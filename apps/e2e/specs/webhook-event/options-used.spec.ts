import { pill, text } from '@hookwright/model'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc, registrationDoc, requiredField } from '../../pages/event-docs.ts'
import { card, docOf, makeFlow } from '../../pages/flow-docs.ts'
import { openOptions, savedOptions } from '../../pages/options-dialog.ts'

/** An event whose option “Department” is used by a card and by a registration flow. */
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

test('[row 43] an option that gets another label keeps its key, and what is mapped from it stays', async ({
  api,
  page
}) => {
  const { path, flowId } = await usedEvent(api)
  const { canvas, dialog, option, apply } = await openOptions(page, path)
  await option('Department').line.click()
  await option('Department').label.fill('Team')
  await expect(option('Team').region.getByText('department', { exact: true })).toBeVisible()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(canvas.field('Greet', 'Text')).toContainText('Team')
  await expect(page.getByRole('button', { name: '0 problems' })).toBeVisible()
  await expect
    .poll(async () => (await savedOptions(api, flowId)) as unknown)
    .toMatchObject([{}, { label: 'Team' }])
  const { cards } = await docOf(api, flowId)
  expect(cards.greet?.inputs.text).toEqual(text('Hello ', pill('event', 'option.department')))
  expect(cards.event?.inputs['registration.topic']).toEqual(pill('event', 'option.department'))
})

test('[row 44] an option that is used says where before it is removed, and what used it is a problem then', async ({
  api,
  page
}) => {
  const { path } = await usedEvent(api)
  const { canvas, dialog, option, apply } = await openOptions(page, path)
  await option('Department').remove.click()
  const question = page.getByRole('alertdialog', { name: 'Remove the option “Department”?' })
  await expect(question.getByRole('listitem')).toHaveText([
    'Webhook Event: Registration Flow, Topic',
    'Greet: Text'
  ])
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(option('Department').region).toBeVisible()
  await option('Department').remove.click()
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(option('Department').region).toBeHidden()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: '2 problems' })).toBeVisible()
  await expect(
    canvas.card('Webhook Event').getByRole('button', { name: /option.*Department|does not give|gone/i })
  ).toBeVisible()
  await canvas.undo()
  await expect(page.getByRole('button', { name: '0 problems' })).toBeVisible()
})
