import { type Flow, literal, pill, text } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { test } from '../../fixtures/failing-service.ts'
import { turnOn } from '../../fixtures/greeting.ts'
import { expect } from '../../fixtures/test.ts'
import { newUserFlow, userDocOf, userFlowPage } from '../../pages/user-flow.ts'

const ask = (id: string, title: string, url: string): Flow['cards'][string] => ({
  id,
  type: 'raw-request',
  title,
  config: { method: 'GET', authenticate: false },
  inputs: { url: literal(url) }
})

/** Creates a manually started flow that calls a service twice and combines both responses in one text. */
const bookingOf = (service: string): Flow => ({
  schemaVersion: 1,
  strip: ['start', 'seats', 'menu', 'say'],
  cards: {
    start: {
      id: 'start',
      type: 'manual-start',
      config: { inputs: [], shared: false, atOnce: 'any' },
      inputs: {}
    },
    seats: ask('seats', 'Ask for seats', `${service}/seats`),
    menu: ask('menu', 'Ask for the menu', `${service}/gone`),
    say: {
      id: 'say',
      type: 'compose',
      config: {},
      inputs: { text: text(pill('seats', 'json', ['seats']), ' seats, menu ', pill('menu', 'body')) }
    }
  }
})

test.setTimeout(180_000)

test('a flow continues after retries, and with a value where a service never answers', {
  tag: '@full'
}, async ({ api, page, failing }) => {
  const flowId = await newUserFlow(api, { name: 'Book a table', doc: bookingOf(failing.url) })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  const open = async (card: string) => {
    await flow
      .card(card)
      .getByRole('button', { name: `More for ${card}` })
      .click()
    await page.getByRole('menuitem', { name: 'Error handling' }).click()
    const dialog = page.getByRole('dialog', { name: `Error handling – ${card}` })
    await expect(dialog).toBeVisible()
    return dialog
  }

  const retries = await open('Ask for seats')
  await expectAccessible(page)
  await retries.getByRole('switch', { name: 'Retry failed requests' }).click()
  await retries.getByRole('textbox', { name: 'Retries', exact: true }).fill('11')
  await expect(retries).toContainText('Enter a whole number from 1 to 10.')
  await expect(retries.getByRole('button', { name: 'Apply' })).toBeDisabled()
  await retries.getByRole('textbox', { name: 'Retries', exact: true }).fill('3')
  await retries.getByRole('textbox', { name: 'Delay', exact: true }).fill('1')
  await retries.getByRole('combobox', { name: 'Unit' }).click()
  await page.getByRole('option', { name: 'Seconds' }).click()
  await expectAccessible(page)
  await retries.getByRole('button', { name: 'Apply' }).click()
  await expect(flow.card('Ask for seats')).toContainText('Retry 3 times after 1 sec, then stop')

  // By keys alone: the line on the card opens the dialog, and gets the focus back.
  await flow
    .card('Ask for seats')
    .getByRole('button', { name: /^Error handling:/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Error handling – Ask for seats' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(flow.card('Ask for seats').getByRole('button', { name: /^Error handling:/ })).toBeFocused()

  const values = await open('Ask for the menu')
  await values.getByRole('radio', { name: 'Continue with values' }).click()
  await values.getByRole('textbox', { name: 'Status Code', exact: true }).fill('none')
  await expect(values).toContainText('Enter a value of the type Number.')
  await values.getByRole('textbox', { name: 'Status Code', exact: true }).fill('0')
  await values.getByRole('textbox', { name: 'Body', exact: true }).fill('not known')
  await expectAccessible(page)
  await values.getByRole('button', { name: 'Apply' }).click()
  await expect(flow.card('Ask for the menu')).toContainText('Continue with values')
  await expect(flow.problems(0)).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('Control+s')
  await expect
    .poll(async () => (await userDocOf(api, flowId)).cards.menu?.config.onError)
    .toEqual({ after: { kind: 'continue', values: { statusCode: 0, body: 'not known' } } })

  await turnOn(api, flowId)
  await page.goto(`/flows/${flowId}`)
  await page.getByRole('button', { name: 'Run Book a table' }).click()
  const form = page.getByRole('dialog', { name: 'Run Book a table' })
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await form.getByRole('link', { name: 'Open run' }).click()
  await expect(page.getByText('Succeeded').first()).toBeVisible({ timeout: 60_000 })
  expect(failing.asked).toEqual(['/seats', '/seats', '/seats', '/gone'])

  const { rows } = await api.query<{ rows: { id: string }[] }>('runs.list', { flowId })
  const { run } = await api.query<{
    run: { steps: { path: string[]; outputs: object; tries?: object[]; handled?: object }[] }
  }>('runs.open', { runId: rows[0]?.id })
  const stepOf = (id: string) => run.steps.find(({ path }) => path[0] === id)
  expect(stepOf('seats')?.tries).toHaveLength(2)
  expect(stepOf('menu')?.handled).toMatchObject({ by: 'values' })
  expect(stepOf('say')?.outputs).toEqual({ output: '4 seats, menu not known' })

  await page
    .getByRole('treegrid', { name: 'Waterfall' })
    .getByRole('row', { name: /^Ask for the menu,/ })
    .click()
  await expect(
    page.getByText('The flow continued with the values of the card’s error handling.')
  ).toBeVisible()
  await expectAccessible(page)
})
