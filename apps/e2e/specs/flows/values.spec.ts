import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { small } from '../../fixtures/shoot.ts'
import { expect, test } from '../../fixtures/test.ts'
import { userFlowPage } from '../../pages/user-flow.ts'
import { valuesOnCards } from '../../pages/values.ts'

const name = 'Greet new people'

test('screens row 53: under each pill stands what it held in the last run, in the colour of its type, and newer runs follow', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  await expect(flow.card('Say')).toBeVisible()
  await expect(values.strip).toBeHidden()
  await expect(values.toggle).toBeChecked()
  await values.toggle.click()
  await values.toggle.click()
  await expect(values.strip).toContainText('No runs yet. Send a test event to see values.')
  await expectAccessible(page)

  await heard.send(joined('ada@acme.test'))
  await expect(values.strip).toContainText(/Values of the run \d\d:\d\d:\d\d, succeeded/)
  const say = flow.card('Say')
  await expect(values.of(say)).toHaveText(['Hello, ada@acme.test!', 'Hello, ada@acme.test!'])
  await expect(values.of(flow.card('Connector event')).first()).toHaveText('Hello, ada@acme.test')
  const asked = values.of(flow.card('Ask the service'))
  await expect(asked.first()).toHaveText('200')
  await expect(asked.first()).toHaveAttribute('data-value', 'number')
  await expectAccessible(page)

  await heard.send(joined('bo@acme.test'))
  await expect(values.of(say)).toHaveText(['Hello, bo@acme.test!', 'Hello, bo@acme.test!'])

  // What is mapped anew shows at once what it would have been.
  await flow.field('Say', 'Text').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Welcome')
  await expect(values.of(say).first()).toHaveText('Hello, bo@acme.test! Welcome')

  await values.strip.getByRole('link').click()
  await expect(page).toHaveURL(/\/runs\/[^/]+/)
  await page.goBack()
  // Whether they are shown is kept in the browser.
  await expect(values.of(say).last()).toHaveText('Hello, bo@acme.test!')
})

test('screens row 53: the values of an older run stand on the flow too, up to a step, until those of the last are asked for', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await heard.send(joined('ada@acme.test'))
  await heard.send(joined('bo@acme.test'))
  await expect
    .poll(
      async () => (await api.query<{ rows: unknown[] }>('runs.list', { flowId: heard.flowId })).rows.length
    )
    .toBe(2)
  const { rows } = await api.query<{ rows: { id: string }[] }>('runs.list', { flowId: heard.flowId })
  await page.goto(`/runs/${rows[1]?.id}?step=1`)
  await page.getByRole('button', { name: 'More for this run' }).click()
  await page.getByRole('menuitem', { name: 'Show values on the current flow' }).click()
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  await expect(values.strip).toContainText('Values up to step 1 of the run')
  const time = values.strip.getByRole('slider', { name: 'Playback position' })
  await time.press('ArrowLeft')
  await expect(flow.card('Ask the service')).not.toHaveAttribute('data-live', 'done')
  await expect(values.of(flow.card('Connector event')).first()).toHaveText('Hello, ada@acme.test')
  // Its text is known by what came before; it gave nothing yet.
  await expect(values.of(flow.card('Say'))).toHaveText(['Hello, ada@acme.test!'])
  await expectAccessible(page)
  await values.strip.getByRole('link', { name: 'Show last run' }).click()
  await expect(values.of(flow.card('Say'))).toHaveText(['Hello, bo@acme.test!', 'Hello, bo@acme.test!'])
  await page.goto(`/flows/${heard.flowId}?run=${heard.flowId}`)
  await expect(values.strip).toContainText('The run in this link does not belong to this flow')
})

test('screens row 53: values are shown and hidden by key, in a list and on a small screen', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await heard.send(joined('ada@acme.test'))
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  const say = flow.card('Say')
  // Without a word: the cards of a flow with runs show those of the last one, and how it went.
  await expect(values.of(say)).toHaveCount(2)
  await expect(say.getByText(/^(< )?\d+ ms$/)).toBeVisible()
  await expect(values.strip).toBeHidden()
  await flow.title('Say').click()
  await page.keyboard.press('v')
  await expect(values.of(say)).toHaveCount(0)
  await expect(values.toggle).not.toBeChecked()
  await page.reload()
  await expect(values.toggle).not.toBeChecked()
  await flow.title('Say').click()
  await page.keyboard.press('v')
  await expect(values.of(say)).toHaveCount(2)
  await expect(values.toggle).toBeChecked()
  await page.keyboard.press('v')
  await expect(values.of(say)).toHaveCount(0)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: /shortcuts/i })
  await expect(sheet).toContainText('Show values')
  await expect(sheet).toContainText('Run this card')
  await page.keyboard.press('Escape')

  await page.setViewportSize(small)
  await page.getByRole('button', { name: 'Flow menu' }).click()
  await page.getByRole('menuitem', { name: 'Show values' }).click()
  await expect(values.of(say)).toHaveCount(2)
  await expect(values.strip).toContainText('Values of the run')
  await expectAccessible(page)
  await values.strip.getByRole('button', { name: 'Hide values' }).click()
  await expect(values.strip).toBeHidden()
  await page.getByRole('button', { name: 'Flow menu' }).click()
  await expect(page.getByRole('menuitem', { name: 'Show values' })).toBeVisible()
})

test('screens row 53: a flow that keeps no data says so with the way to change it, and a failed run is named', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name, asks: '/nowhere' })
  const { flow: drawn } = await api.query<{ flow: Record<string, unknown> & { draftNo: number } }>(
    'flows.get',
    {
      flowId: heard.flowId
    }
  )
  await heard.send(joined('ada@acme.test'))
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  await expect(flow.card('Say')).toBeVisible()
  await values.toggle.click()
  await values.toggle.click()
  await expect(values.strip).toContainText(/Values of the run \d\d:\d\d:\d\d, failed/)
  await expect(values.of(flow.card('Say')).last()).toHaveText('Hello, ada@acme.test!')
  await expect(values.of(flow.card('Ask the service'))).toHaveCount(0)

  const { name: named, description, active, doc, draftNo } = drawn
  await api.mutate('flows.save', {
    flowId: heard.flowId,
    baseDraft: draftNo,
    name: named,
    description,
    active,
    saveAll: false,
    doc
  })
  await page.reload()
  await heard.send(joined('bo@acme.test'))
  await expect(values.strip).toContainText(
    /No values were stored for the run .* because “Save all data” is off/
  )
  await expectAccessible(page)
  await values.strip.getByRole('button', { name: 'Change setting' }).click()
  await expect(page.getByRole('checkbox', { name: /^Save all data/ })).not.toBeChecked()
})
