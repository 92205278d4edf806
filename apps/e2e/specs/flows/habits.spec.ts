import { literal, pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card, flowOf, textField } from '../../pages/flow-docs.ts'
import { newUserFlow, userDocOf, userFlowPage } from '../../pages/user-flow.ts'

const helper = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('compose', 'compose')
)

test('the later of two tabs with a user’s flow is asked, and its version is kept as a separate flow', {
  tag: '@long'
}, async ({ api, page, context }) => {
  const flowId = await newUserFlow(api, { name: 'Greet', doc: helper })
  await page.goto(`/flows/${flowId}`)
  const mine = userFlowPage(page)
  await expect(mine.card('Compose')).toBeVisible()
  await page.route(/flows\.open/, route => route.abort())
  const other = await context.newPage()
  await other.goto(`/flows/${flowId}`)
  const theirs = userFlowPage(other)
  await theirs.field('Compose', 'Text').fill('Theirs')
  await expect
    .poll(async () => (await userDocOf(api, flowId)).cards.compose?.inputs.text)
    .toEqual(literal('Theirs'))
  await mine.field('Compose', 'Text').fill('Mine')
  const question = page.getByRole('dialog', { name: 'You saved this flow in another tab' })
  await expect(question).toBeVisible()
  await expectAccessible(page)
  await page.unroute(/flows\.open/)
  await question.getByRole('button', { name: 'Save my version as a copy' }).click()
  await expect(page.getByRole('heading', { name: 'Greet copy' })).toBeVisible()
  await expect(page).not.toHaveURL(new RegExp(flowId))
  await expect(mine.field('Compose', 'Text')).toHaveText('Mine')
  expect((await userDocOf(api, flowId)).cards.compose?.inputs.text).toEqual(literal('Theirs'))
})

test('unsaved work on a user’s flow is kept, and saved when the server can be reached', {
  tag: '@long'
}, async ({ api, page }) => {
  const flowId = await newUserFlow(api, { name: 'Greet', doc: helper })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.card('Compose')).toBeVisible()
  await page.route(/flows\.save/, route => route.abort())
  await flow.field('Compose', 'Text').fill('Kept')
  await expect(page.getByText(/Offline – \d+ unsaved changes?/)).toBeVisible()
  await page.unroute(/flows\.save/)
  await expect
    .poll(async () => (await userDocOf(api, flowId)).cards.compose?.inputs.text)
    .toEqual(literal('Kept'))
  await expect(flow.savedWords).toBeVisible()
})

test('[row 75a, 75b] a user draws a helper flow, and another flow calls it with its inputs and outputs', {
  tag: '@long'
}, async ({ api, page }) => {
  const helperId = await newUserFlow(api)
  await page.goto(`/flows/${helperId}`)
  const flow = userFlowPage(page)
  await flow.addEvent('Helper Flow')
  await expect(page.getByRole('switch', { name: 'Unnamed flow' })).toHaveCount(0)
  await flow.card('Helper Flow').getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('Who')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await page.keyboard.type('Return')
  await page.getByRole('option', { name: 'Return', exact: true }).click()
  await flow.card('Return').getByRole('button', { name: 'Add output' }).click()
  await page.keyboard.type('Greeting')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+s')
  await page.getByRole('dialog', { name: 'Save flow' }).getByLabel('Name').fill('Make a greeting')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Make a greeting' })).toBeVisible()
  await expect(flow.savedWords).toBeVisible()

  const callerId = await newUserFlow(api, {
    name: 'Caller',
    doc: flowOf(
      card('start', 'helper-flow', { config: { inputs: [textField('name', 'Name')] } }),
      card('call', 'call-flow', { config: { flowId: helperId } })
    )
  })
  await page.goto(`/flows/${callerId}`)
  await expect(flow.pill('Call Flow', 'Greeting')).toBeVisible()
  await flow.pill('Helper Flow', 'Name').click()
  await flow.field('Call Flow', 'Who').click()
  await expect
    .poll(async () => Object.values((await userDocOf(api, callerId)).cards.call?.inputs ?? {}))
    .toEqual([pill('start', 'name')])
  await expectAccessible(page)
})

test('a user’s flow is drawn as a list on a small screen, and all of it can be done there', {
  tag: '@long'
}, async ({ api, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const flowId = await newUserFlow(api, { name: 'Greet', doc: helper })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(page.getByRole('region', { name: 'Cards of the flow' })).toBeVisible()
  await flow.pill('Helper Flow', 'Who').click()
  await flow.field('Compose', 'Text').click()
  await expect(flow.field('Compose', 'Text')).toContainText('Who')
  await page.getByRole('button', { name: /^Add card (behind|after) Compose/ }).click()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('Now')
  await page.getByRole('option', { name: 'Now', exact: true }).click()
  await expect(flow.card('Now')).toBeVisible()
  await flow.undo()
  await expect(flow.card('Now')).toHaveCount(0)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBe(0)
  await expectAccessible(page)
})

test('a viewer is linked from a flow to its deliveries and runs, since its cards are hidden', {
  tag: '@full'
}, async ({ api, visitor }) => {
  const flowId = await newUserFlow(api, { name: 'Greet', doc: helper })
  await signInAs(api, visitor, { role: 'viewer', path: `/flows/${flowId}` })
  await expect(visitor.getByRole('heading', { name: 'Cards are hidden from viewers' })).toBeVisible()
  await expectAccessible(visitor)
  await visitor.getByRole('main').getByRole('link', { name: 'Deliveries' }).click()
  await expect(visitor).toHaveURL(new RegExp(`/flows/${flowId}/deliveries`))
})
