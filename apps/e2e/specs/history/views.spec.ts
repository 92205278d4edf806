import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList, inspector, runsList } from '../../pages/history.ts'

test('a chart narrows the list to a time, and what it is narrowed to is saved as a view, found again and deleted', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await heard.send(joined('grace@acme.example'))
  const list = deliveriesList(page)
  await list.open()
  const chart = page.getByRole('region', { name: 'Deliveries over time' })
  await expect(chart).toContainText('2 deliveries')
  await expect(chart.getByRole('listbox')).toBeHidden()
  for (const name of ['ines', 'jonas', 'elena', 'dilip', 'alan', 'mary', 'zoe'])
    await heard.send(joined(`${name}@acme.example`))
  await fetch(heard.eventUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([
      ['email', 'mira@acme.example'],
      ['team', 'People'],
      ['team', 'Garden']
    ])
  })
  await expect(chart).toContainText('10 deliveries')
  await chart.getByRole('listbox').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  const withDeliveries = chart.getByRole('option', { selected: true, name: /deliver(y|ies): / })
  await expect(withDeliveries.first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=\d+&to=\d+/)
  await expect(list.chips).toHaveText([/Time: /])
  await expect(list.rows).toHaveCount(10)
  const narrowed = page.url()

  await page.getByRole('button', { name: 'Views' }).click()
  const views = page.getByRole('dialog', { name: 'Saved views of deliveries' })
  await expect(views).toContainText('No saved views yet')
  await views.getByRole('textbox').fill('This morning')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(views).toBeHidden()
  await list.chips.getByRole('button').click()
  await expect(page).toHaveURL(/\/deliveries$/)

  await page.getByRole('button', { name: 'Views' }).click()
  await views.getByRole('button', { name: 'Rename This morning' }).click()
  await page.keyboard.type('Before noon')
  await page.keyboard.press('Enter')
  await views.getByRole('button', { name: 'Before noon', exact: true }).click()
  await expect(page).toHaveURL(narrowed)
  await page.getByRole('button', { name: 'Views' }).click()
  await views.getByRole('button', { name: 'Delete Before noon' }).click()
  await expect(views).toContainText('No saved views yet')
  await page.keyboard.press('Escape')

  await list.link(list.rows.first()).click()
  const request = await inspector(page).tab('Request')
  await expect(request.getByRole('table', { name: 'Form' }).getByRole('row')).toHaveText([
    /Field.*Value/,
    /email.*mira@acme.example/,
    /team.*People/,
    /team.*Garden/
  ])
  await expectAccessible(page)

  const runs = runsList(page)
  await runs.open()
  await expect(runs.rows).toHaveCount(11)
  await expect(runs.rows.first()).toContainText(/(\d+) of \1 cards?/)
  const box = page.getByRole('searchbox', { name: 'Search runs' })
  await box.fill('Grace@acme')
  await box.press('Enter')
  await expect(runs.rows).toHaveCount(1)
  await expect(runs.chip('Text: Grace@acme')).toBeVisible()
})
