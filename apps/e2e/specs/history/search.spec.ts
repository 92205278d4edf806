import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList } from '../../pages/history.ts'

test('[row 112] what arrived is searched for text and for a value, and a link to it shows the same in a fresh browser', {
  tag: '@full'
}, async ({ api, page, visitor, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await heard.send({ ...joined('grace@acme.example'), user: { id: 42 } })
  await heard.send({ ...joined('linus@acme.example'), user: { id: 421 } })
  const list = deliveriesList(page)
  await list.open()
  await expect(list.rows).toHaveCount(3)

  await list.search('ADA@acme')
  await expect(list.rows).toHaveCount(1)
  await expect(page).toHaveURL(/q=ADA/)
  await expect(list.chip('Text: ADA@acme')).toBeVisible()
  await expectAccessible(page)

  await list.search('body.user.id=42')
  await expect(list.rows).toHaveCount(1)
  await expect(list.chip('Value: body.user.id = 42')).toBeVisible()
  await expect(list.chip('Text: ADA@acme')).toHaveCount(0)
  await list.filter('Time', 'Today')
  await list.filter('Connector', 'Acme HR')
  await expect(list.chips).toHaveCount(3)
  await heard.send({ ...joined('mira@acme.example'), user: { id: '42' } })
  await expect(list.rows).toHaveCount(2)

  await signInAs(api, visitor, { role: 'admin', path: page.url() })
  const shared = deliveriesList(visitor)
  await expect(shared.rows).toHaveCount(2)
  await expect(shared.chips).toHaveText([/Connector: Acme HR/, /Time: today/, /Value: body.user.id = 42/])
  await expect(visitor.getByRole('searchbox', { name: 'Search deliveries' })).toHaveValue('body.user.id = 42')

  await list.chip('Connector: Acme HR').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(list.chips).toHaveCount(2)
  await expect(list.chip('Time: today').getByRole('button')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(list.chips).toHaveCount(0)
  await expect(page).toHaveURL(/\/deliveries$/)
  await expect(list.rows).toHaveCount(4)
  await expect(page.getByRole('searchbox', { name: 'Search deliveries' })).toHaveValue('')
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused()

  await list.search('nobody@acme.example')
  await expect(page.getByText('No matching deliveries')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(list.chip('Text: nobody@acme.example')).toBeVisible()
  await page.getByRole('button', { name: 'Filter (1)' }).click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
})

test('those who may not see what arrived are not offered to search it', { tag: '@long' }, async ({
  api,
  visitor,
  installation
}) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await signInAs(api, visitor, { role: 'viewer', path: '/deliveries' })
  await expect(deliveriesList(visitor).rows).toHaveCount(1)
  await expect(visitor.getByRole('searchbox')).toHaveCount(0)
})
