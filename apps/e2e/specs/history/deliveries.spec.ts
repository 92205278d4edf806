import type { Page } from '@playwright/test'
import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList } from '../../pages/history.ts'

/** Marks the open page. A reload removes the mark, so that `isMarked` can detect it. */
const mark = (page: Page): Promise<void> => page.evaluate(() => document.body.setAttribute('data-marked', ''))
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'marked' in document.body.dataset)

test('[row 107a] scenario 29: what arrives shows by itself on every page that is open, newest first', async ({
  api,
  page,
  context,
  installation
}) => {
  const { practice } = installation
  const list = deliveriesList(page)
  await list.open()
  await expect(page.getByText('No deliveries yet')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open flows' })).toBeVisible()
  await expectAccessible(page)
  await mark(page)
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome' })
  const second = await context.newPage()
  const ofFlow = deliveriesList(second)
  await ofFlow.open(heard.flowId)
  await expect(second.getByText('No deliveries yet')).toBeVisible()
  await mark(second)

  expect(await heard.send(joined('ada@acme.example'))).toBe(202)
  for (const shown of [list, ofFlow]) {
    await expect(shown.rows).toHaveCount(1)
    await expect(shown.rows).toContainText('User created')
    // Whom the event is about, so that rows are told apart.
    await expect(shown.rows).toContainText('ada@acme.example')
    await expect(shown.rows).toContainText('succeeded')
    await expect(shown.rows).toContainText(/\d (ms|s)/)
    await expect(shown.rows).toContainText(/\d+ B/)
  }
  await expect(list.rows).toContainText('Welcome')
  await expect(page.getByText('1 new delivery')).toBeAttached()
  await heard.send({ eventType: 'user.created', record: {} })
  await expect(list.rows).toHaveCount(2)
  await expect(list.rows.nth(1)).toContainText(/8\d B|9\d B/)
  expect([await isMarked(page), await isMarked(second)]).toEqual([true, true])
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(list.rows.first()).toContainText('Welcome')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
})

test('a paused list counts new deliveries, also after a reload, and shows them when it continues', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  const list = deliveriesList(page)
  await heard.send(joined('ada@acme.example'))
  await list.open()
  await expect(list.rows).toHaveCount(1)
  await list.pause.click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/live=off/)
  await heard.send(joined('grace@acme.example'))
  await heard.send(joined('linus@acme.example'))
  await expect(list.pill('2 new')).toBeVisible()
  await expect(list.rows).toHaveCount(1)
  await expectAccessible(page)
  await list.pill('2 new').click()
  await expect(list.rows).toHaveCount(3)
  await expect(list.link(list.rows.first())).toBeFocused()
  await expect(page).not.toHaveURL(/live=off/)
  await page.keyboard.press('p')
  await expect(page).toHaveURL(/live=off/)
  await page.reload()
  await expect(list.rows).toHaveCount(3)
  await expect(list.goLive).toBeVisible()
  await heard.send(joined('mira@acme.example'))
  await expect(list.pill('1 new')).toBeVisible()
  await list.goLive.click()
  await expect(list.rows).toHaveCount(4)
})

test('a scrolled list keeps its position, renders visible rows only, and loads older rows by itself', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  for (let number = 0; number < 120; number += 1) await heard.send(joined(`user${number}@acme.example`))
  const list = deliveriesList(page)
  await list.open()
  await expect(list.row('succeeded').first()).toBeVisible()
  await expect.poll(() => list.rows.count()).toBeLessThan(50)
  await page.getByRole('button', { name: 'Show older deliveries' }).scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Show older deliveries' }).click()
  await expect(list.table).toHaveAttribute('aria-rowcount', '101')
  await list.link(list.rows.last()).focus()
  await page.keyboard.press('End')
  await expect(list.table).toHaveAttribute('aria-rowcount', '121')
  await page.keyboard.press('End')
  await expect(page.getByText('No older deliveries.')).toBeVisible()
  const focused = page.locator('[data-row]:focus')
  const last = await focused.getAttribute('data-row')
  await heard.send(joined('late@acme.example'))
  await expect(list.pill('1 new')).toBeVisible()
  await expect(focused).toHaveAttribute('data-row', last ?? '')
  await list.pill('1 new').click()
  await expect(list.table).toHaveAttribute('aria-rowcount', '122')
  await expect(list.link(list.rows.first())).toBeFocused()
})

test('filters are in the address, and a list without matches offers to clear them', { tag: '@full' }, async ({
  api,
  page,
  installation
}) => {
  const heard = await activateUsersFlow(api, installation.practice, {
    name: 'Welcome',
    asks: '/nothing-here'
  })
  await heard.send(joined('ada@acme.example'))
  await fetch(heard.eventUrl, { method: 'HEAD' })
  const list = deliveriesList(page)
  await list.open()
  await expect(list.rows).toHaveCount(2)
  await expect(list.row('failed')).toHaveCount(1)
  await list.filter('State', 'Failed')
  await expect(list.rows).toHaveCount(1)
  await expect(page).toHaveURL(/result=failed/)
  await list.filter('Flow', 'Welcome')
  await list.filter('Connector', 'Acme HR')
  await list.filter('Event', 'User created · Acme HR')
  await list.filter('Time', 'Last hour')
  await expect(page).toHaveURL(/last=1h/)
  await expect(list.rows).toHaveCount(1)
  const { href } = new URL(page.url())
  await page.goto('/connectors')
  await page.goto(href)
  await expect(list.rows).toHaveCount(1)
  await expect(list.chip('Flow: Welcome')).toBeVisible()
  await list.filter('Time', 'From … to …')
  await expect(list.rows).toHaveCount(1)
  await page.getByLabel('From', { exact: true }).fill('2020-01-01T00:00')
  await expect(list.rows).toHaveCount(1)
  await page.getByLabel('To', { exact: true }).fill('2020-01-02T00:00')
  await expect(page).toHaveURL(/to=\d+/)
  await expect(page.getByText('No matching deliveries')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(list.rows).toHaveCount(2)
  await expect(page).toHaveURL(/\/deliveries$/)
})

test('a search that stopped before the first delivery shows how far it came, and continues', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  // The end of its run would have the list read again.
  await expect
    .poll(async () => {
      const { rows } = await api.query<{ rows: { kind: string; status: { is: string } }[] }>('runs.list', {
        flowId: heard.flowId
      })
      return rows.filter(({ kind }) => kind === 'flow').map(({ status }) => status.is)
    })
    .toEqual(['succeeded'])
  const at = Date.UTC(2026, 10, 24, 14, 2, 11)
  const looked: string[] = []
  // However often the page, which is live, reads it again.
  let isEmpty = true
  // Twenty thousand deliveries are not sent in a test: the answer says that there are as many.
  await page.route(/deliveries\.list/, async route => {
    const names = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
    const response = await route.fetch()
    const answers = [await response.json()].flat()
    const answer = answers[names.indexOf('deliveries.list')]
    looked.push(route.request().url())
    const rows = isEmpty ? [] : answer.result.data.rows
    answer.result.data = { rows, next: heard.flowId, lookedBackTo: at }
    await route.fulfill({ response, json: answers.length === 1 && names.length === 1 ? answer : answers })
  })
  const list = deliveriesList(page)
  await page.goto('/deliveries?status=done')
  await expect(page.getByText('No matching deliveries so far')).toBeVisible()
  await expect(page.getByText(/Searched back to 24 Nov 2026/)).toBeVisible()
  isEmpty = false
  await page.getByRole('button', { name: 'Search older' }).click()
  await expect.poll(() => looked.some(url => url.includes(heard.flowId))).toBe(true)
  await heard.send(joined('grace@acme.example'))
  await expect(list.rows.first()).toBeVisible()
  await expect(
    page.getByText(/Searched deliveries back to 24 Nov 2026.*Older deliveries may also match/)
  ).toBeVisible()
  await expectAccessible(page)
})

test('a list that cannot be loaded says so, and continues by itself when it can', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  for (let number = 0; number < 55; number += 1) await heard.send(joined(`user${number}@acme.example`))
  const list = deliveriesList(page)
  await list.open()
  await expect(list.row('succeeded').first()).toBeVisible()
  const message = 'The file of the installation is full, so nothing could be read; make room, then try again.'
  const fault = { code: 'internal', message, details: {} }
  await page.route(/deliveries\.list/, route => {
    const names = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
    const error = { message, code: -32603, data: { code: 'BAD_GATEWAY', httpStatus: 502, fault } }
    return route.fulfill({ status: 502, json: names.map(() => ({ error })) })
  })
  await page.getByRole('button', { name: 'Show older deliveries' }).click()
  await expect(page.getByRole('alert').filter({ hasText: message }).last()).toBeVisible()
  await expectAccessible(page)
  await page.unroute(/deliveries\.list/)
  await page.getByRole('button', { name: 'Try again' }).last().click()
  await expect(list.table).toHaveAttribute('aria-rowcount', '56')
  await expect(page.getByRole('alert').filter({ hasText: message })).toHaveCount(0)
})
