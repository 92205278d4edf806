import { activatePeopleFlow, activateUsersFlow, joined, people } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList, inspector, runPage } from '../../pages/history.ts'

test('[row 107b] a delivery shows its facts, its request and its result', async ({
  api,
  page,
  context,
  installation
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(
    { ...joined('ada@acme.example'), more: { tags: ['new', 'remote'] } },
    { 'x-acme-try': '1' }
  )
  const list = deliveriesList(page)
  await list.open()
  await list.link(list.rows.first()).click()
  const { panel, tab } = inspector(page)
  await expect(panel).toContainText('succeeded')
  await expect(panel).toContainText('User created, Acme HR v1')
  await expect(panel.getByRole('link', { name: 'Welcome' })).toBeVisible()
  const cards = panel.getByRole('list', { name: 'Cards of the run' }).getByRole('listitem')
  await expect(cards.first()).toHaveText(/Connector event, succeeded/)
  await expectAccessible(page)

  const request = await tab('Request')
  await expect(request).toContainText('ada@acme.example')
  await expect(request.getByLabel('Headers')).toContainText(/x-acme-try\s*1/i)
  await request.getByRole('button', { name: 'Open more.tags' }).click()
  await expect(request).toContainText('remote')
  await request.getByRole('button', { name: 'Copy the path of [1]' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('more.tags[1]')
  await expectAccessible(page)
  await request.getByRole('radio', { name: 'Raw' }).click()
  await expect(request).toContainText('"more":{"tags":["new","remote"]}')

  const outputs = await tab('Outputs')
  await expect(outputs).toContainText(/The request provided values for all \d+ outputs/)
  await expect(outputs.getByRole('listitem').filter({ hasText: 'Email' })).toContainText('ada@acme.example')
  await expect(outputs).toContainText('more.tags[]')
  await expectAccessible(page)
})

test('a delivery is sent again by a command or by code, and shown to others by a link', {
  tag: '@long'
}, async ({ api, page, context, installation }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  const list = deliveriesList(page)
  await list.open()
  await list.link(list.rows.first()).click()
  const { panel, tab } = inspector(page)
  const shown = await tab('Copy as')
  await expect(shown).toContainText("curl -X POST '…/e/…")
  await expect(page).toHaveURL(/tab=copy/)
  await shown.getByRole('button', { name: 'Copy curl' }).click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toContain(`curl -X POST '${heard.eventUrl}'`)
  await expect(page.getByText('The curl command was copied')).toBeVisible()
  await shown.getByRole('radio', { name: 'Python' }).click()
  await expect(shown).toContainText('import urllib.request')
  await expectAccessible(page)
  await shown.getByRole('radio', { name: 'fetch' }).click()
  await shown.getByRole('button', { name: 'Copy fetch' }).click()
  await expect.poll(copied).toContain(`await fetch("${heard.eventUrl}", {`)
  await panel.getByRole('button', { name: 'Copy link' }).click()
  await expect.poll(copied).toMatch(/\/deliveries\/[^/]+$/)
  await page.goto(await copied())
  await expect(page.getByRole('heading', { level: 1, name: 'User created' })).toBeVisible()
  await expectAccessible(page)
})

test('missing outputs of an event are reported, and for several records with their number', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activatePeopleFlow(api, installation.practice, { name: 'Welcome', runMode: 'each' })
  const body = people('Mira', 'Noa', 'Ola')
  await heard.send({
    people: body.people.map(({ active: _, ...person }, at) =>
      at === 1 ? person : { ...person, email: null }
    )
  })
  const list = deliveriesList(page)
  await list.open()
  await expect(list.rows.first()).toContainText('3 records')
  await list.link(list.rows.first()).click()
  const outputs = await inspector(page).tab('Outputs')
  await expect(outputs).toContainText('The delivery has 3 records')
  const field = (name: string) => outputs.getByRole('listitem').filter({ hasText: name }).first()
  await expect(field('Name')).not.toContainText('records')
  await expect(field('Email')).toContainText('1 of 3 records')
  await expect(field('Active')).toContainText('Missing')
})

test('the list is gone through and deliveries are looked into by keys alone', { tag: '@full' }, async ({
  api,
  page,
  installation
}) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  for (const name of ['ada', 'grace', 'linus']) await heard.send(joined(`${name}@acme.example`))
  const list = deliveriesList(page)
  await list.open()
  await expect(list.rows).toHaveCount(3)
  const { panel } = inspector(page)
  const focused = page.locator('[data-row]:focus')
  const idOf = (at: number) => list.link(list.rows.nth(at)).getAttribute('data-row')
  const ids = [await idOf(0), await idOf(1), await idOf(2)].map(id => id ?? '')

  await page.keyboard.press('j')
  await expect(focused).toHaveAttribute('data-row', ids[0] ?? '')
  await page.keyboard.press('ArrowDown')
  await expect(focused).toHaveAttribute('data-row', ids[1] ?? '')
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`delivery=${ids[1]}`))
  await expect(focused).toHaveAttribute('data-row', ids[1] ?? '')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(new RegExp(`delivery=${ids[2]}`))
  await expect(focused).toHaveAttribute('data-row', ids[2] ?? '')
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await expect(page).toHaveURL(new RegExp(`delivery=${ids[0]}`))
  await panel.getByRole('tab', { name: 'Summary' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByRole('tab', { name: 'Request' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(focused).toHaveAttribute('data-row', ids[0] ?? '')
  await page.keyboard.press('o')
  await expect(page).toHaveURL(new RegExp(`/deliveries/${ids[0]}$`))
  await expect(page.getByRole('heading', { name: 'Summary' })).toBeAttached()
  const levels = await page
    .getByRole('main')
    .getByRole('heading')
    .evaluateAll(headings => headings.map(({ tagName }) => Number(tagName.slice(1))))
  // A heading is at most one level below the one before it.
  expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([])
})

test('on a small screen the inspector covers the list and has the focus, and leaves the list by Esc', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  for (const name of ['ada', 'grace']) await heard.send(joined(`${name}@acme.example`))
  await page.setViewportSize({ width: 390, height: 844 })
  const list = deliveriesList(page)
  await list.open()
  await list.link(list.rows.nth(1)).click()
  const { panel, tab } = inspector(page)
  await expect(panel).toBeFocused()
  await expect(list.rows).toHaveCount(0)
  await expect(await tab('Request')).toContainText('ada@acme.example')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(list.rows).toHaveCount(2)
  await expect(list.link(list.rows.nth(1))).toBeFocused()
})

test('[row 107c] scenario 37: a delivery is run again, and the new run leads back to the first', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await fetch(heard.eventUrl, { method: 'HEAD' })
  const list = deliveriesList(page)
  await list.open()
  await expect(list.row('succeeded')).toHaveCount(1)
  await list.link(list.row('succeeded')).click()
  const { panel, replay, tab } = inspector(page)
  await replay.click()
  await page.getByRole('button', { name: 'Send requests again' }).click()
  await expect(page.getByText('The delivery is being replayed.')).toBeVisible()
  await page.getByRole('button', { name: 'Open new run' }).click()
  await expect(page).toHaveURL(/\/runs\//)
  await runPage(page).showRun()
  await page.getByRole('link', { name: 'the first run of the delivery' }).click()
  await runPage(page).showRun()
  await page.getByRole('link', { name: '1 replay of the delivery' }).click()
  await expect(page).toHaveURL(/\/runs\?delivery=/)
  await expect(page.getByRole('table', { name: 'Runs' }).locator('tbody').getByRole('row')).toHaveCount(2)

  await list.open()
  await list.link(list.row('replay')).click()
  const again = (await tab('Runs')).getByRole('listitem')
  await expect(again).toHaveText([/Replay/, /First run/])
  await expect(again.first()).toContainText('succeeded')
  await expectAccessible(page)
  await list.link(list.rows.filter({ hasNotText: 'succeeded' })).click()
  await expect(replay).toBeDisabled()
  await tab('Summary')
  await expect(panel).toContainText(
    'No run was started because a HEAD request only checks that the Event URL exists.'
  )
  await expect(panel).toContainText('This delivery cannot be replayed: it is filtered and was never run.')
})

test('a viewer sees the status of deliveries, and neither payloads nor values', { tag: '@full' }, async ({
  api,
  visitor,
  installation
}) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await signInAs(api, visitor, { role: 'viewer', path: '/deliveries' })
  const list = deliveriesList(visitor)
  await expect(list.rows).toContainText('succeeded')
  await list.link(list.rows.first()).click()
  const { panel, replay, tab } = inspector(visitor)
  await expect(replay).toBeDisabled()
  await expect(panel).toContainText('Viewers cannot replay deliveries')
  for (const name of ['Request', 'Outputs', 'Copy as'] as const) {
    const shown = await tab(name)
    await expect(shown).toContainText('Viewers cannot see')
    await expect(shown).not.toContainText('ada@acme.example')
  }
  await expectAccessible(visitor)
  await (await tab('Runs')).getByRole('link', { name: 'First run' }).click()
  await expect(visitor.getByText('Viewers can see the status of a run')).toBeVisible()
  const steps = visitor.getByRole('region', { name: 'Steps' }).getByRole('listitem')
  await expect(steps).toHaveCount(6)
  await expect(steps.last()).toContainText('Ask the service')
  await expect(visitor.getByRole('main')).not.toContainText('ada@acme.example')
  await expectAccessible(visitor)
})
