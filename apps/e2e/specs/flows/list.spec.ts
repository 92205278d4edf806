import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { stillBox } from '../../pages/flow-canvas.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const name = 'Welcome new joiners'

test('an empty list offers a new flow and the sample', { tag: '@full' }, async ({ page }) => {
  await page.goto('/flows')
  await expect(page.getByRole('heading', { name: 'No flows yet' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('main').getByRole('button', { name: 'Load the sample' }).click()
  await expect(flowsPage(page).row(name)).toContainText('User created · Acme HR v1')
  await page.getByRole('button', { name: 'New flow' }).click()
  await expect(page).toHaveURL(/\/flows\/[^/]+$/)
  await page.goto('/flows')
  await page.getByRole('button', { name: 'Start with On a schedule' }).click()
  await expect(page.getByText('Scheduled Flow').first()).toBeVisible()
  await expect(page).toHaveURL(/\/flows\/[^/]+$/)
})

test('flows are found by name, event and connector, sorted, and filtered by active and attention', async ({
  api,
  page
}) => {
  await loadSample(api)
  for (const other of ['Badge for visitors', 'Archive files'])
    await api.mutate('flows.create', { name: other })
  const flows = flowsPage(page)
  await flows.open()
  const names = page
    .getByRole('list', { name: 'Flows' })
    .getByRole('listitem')
    .getByRole('link', {
      name: /^(Welcome|Badge|Archive)/
    })
  await expect(names).toHaveText(['Archive files', 'Badge for visitors', name])
  await page.getByRole('button', { name: /^Filter and sort/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Newest first' }).click()
  await expect(names).toHaveText(['Archive files', 'Badge for visitors', name])
  await page.getByRole('searchbox', { name: 'Search flows' }).fill('acme')
  await expect(names).toHaveText([name])
  await expect(page).toHaveURL(/q=acme/)
  await expect(flows.row(name).getByRole('img', { name: /^4 cards: User created, / })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search flows' }).fill('')
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toBeChecked()
  await page.keyboard.press('Escape')
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: /^On/ }).click()
  await expect(names).toHaveText([name])
  await page.reload()
  await expect(names).toHaveText([name])
  await page.getByRole('button', { name: /^Filter and sort/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Needs attention' }).click()
  await expect(page.getByText('No flows need attention')).toBeVisible()
})

test('a flow is renamed, duplicated, paused and deleted from its row', { tag: '@long' }, async ({
  api,
  page
}) => {
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await flows.menu(name, 'Rename')
  const dialog = page.getByRole('dialog', { name: 'Rename flow' })
  const field = dialog.getByRole('textbox', { name: 'Name' })
  await expect(field).toBeFocused()
  await field.fill('Greet/them')
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await field.fill('Greet them')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(flows.row('Greet them')).toBeVisible()

  await flows.menu('Greet them', 'Duplicate')
  await expect(flows.row('Greet them 2')).toBeVisible()
  await flows.toggle('Greet them').click()
  await expect(flows.toggle('Greet them')).toBeChecked()
  await page.keyboard.press('Escape')
  await flows.menu('Greet them', 'Pause')
  await expect(flows.toggle('Greet them')).toHaveText('Paused')
  await flows.menu('Greet them', 'Resume')
  await expect(flows.toggle('Greet them')).toHaveText('On')
  await flows.menu('Greet them', 'Pause')
  await flows.chip('Greet them').click()
  await flows.panel('Greet them').getByRole('button', { name: 'Resume' }).click()
  await expect(flows.toggle('Greet them')).toHaveText('On')
  await page.keyboard.press('Escape')

  await flows.menu('Greet them', 'Delete')
  const question = page.getByRole('alertdialog', { name: 'Delete “Greet them”?' })
  await expect(question).toContainText('The flow is turned off first')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(flows.row('Greet them')).toHaveCount(0)
  await expect(flows.row('Greet them 2')).toBeVisible()
})

test('the panel of a switch lies over the rows below', { tag: '@full' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const { flowId } = await loadSample(api)
  await setFaults(practice, { create: '403' })
  await api.mutate('flows.duplicate', { flowId })
  await api.mutate('flows.duplicate', { flowId })
  const flows = flowsPage(page)
  await flows.open()
  const rows = page.getByRole('list', { name: 'Flows' }).getByRole('listitem')
  await expect(rows).toHaveCount(3)
  await rows.first().getByRole('switch').click()
  const buttons = page.getByRole('dialog', { name: /^Switch of/ }).getByRole('button')
  await expect(buttons.filter({ hasText: 'Try again' })).toBeVisible()
  const covered = await buttons.evaluateAll(all =>
    all
      .filter(button => {
        const { left, top, width, height } = button.getBoundingClientRect()
        return !button.contains(document.elementFromPoint(left + width / 2, top + height / 2))
      })
      .map(({ textContent }) => textContent)
  )
  expect(covered).toEqual([])
})

test('a viewer looks and switches nothing', { tag: '@full' }, async ({
  api,
  visitor,
  installation: { practice }
}) => {
  await loadSample(api)
  await setFaults(practice, { create: '403' })
  await signInAs(api, visitor, { role: 'viewer', path: '/flows' })
  const flows = flowsPage(visitor)
  await expect(flows.row(name)).toContainText('of Ada Example')
  await expect(flows.toggle(name)).toBeDisabled()
  await expect(visitor.getByRole('button', { name: 'New flow' })).toHaveCount(0)
  await expect(visitor.getByRole('button', { name: `More for ${name}` })).toHaveCount(0)
  const { id } = await api.query<{ id: string }[]>('flows.list').then(([flow]) => flow ?? { id: '' })
  await api.mutate('subscriptions.switchOn', { flowId: id })
  await flows.chip(name).click()
  await expect(flows.panel(name)).toContainText('Only the owner can see this error')
  await expect(flows.panel(name).getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expectAccessible(visitor)
})

test('changes made elsewhere are shown without a reload', { tag: '@full' }, async ({ api, page }) => {
  const { flowId } = await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await expect(page.getByRole('img', { name: /^Not live/ })).toBeHidden()
  await api.mutate('flows.create', { name: 'Made elsewhere' })
  await expect(flows.row('Made elsewhere')).toBeVisible()
  await api.mutate('subscriptions.switchOn', { flowId })
  await expect(flows.toggle(name)).toBeChecked()
})

test('a page without a connection to the server shows that, and catches up afterwards', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await expect(page.getByRole('img', { name: /^Not live/ })).toBeHidden()
  await installation.stop()
  await expect(page.getByRole('img', { name: /^Not live/ })).toBeVisible()
  await installation.restart()
  await api.mutate('flows.create', { name: 'Made meanwhile' })
  await expect(page.getByRole('img', { name: /^Not live/ })).toBeHidden()
  await expect(flows.row('Made meanwhile')).toBeVisible()
})

test('[row 5a, 5b] the place is reached by keys, by the rail and by the palette, which finds flows too', {
  tag: '@full'
}, async ({ api, page }) => {
  await loadSample(api)
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { level: 1, name: 'Builder' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page).toHaveURL(/\/flows$/)
  await page.getByRole('link', { name: 'Builder' }).first().click()
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Flows' }).click()
  await expect(page).toHaveURL(/\/flows$/)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('welcome new')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/flows\/[^/]+$/)
})

test('[scenario 41] the list and its switch are usable on a small screen', { tag: '@long' }, async ({
  api,
  page
}) => {
  await loadSample(api)
  await page.setViewportSize({ width: 390, height: 844 })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.panel(name)).toContainText('The flow is on')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const panel = await stillBox(flows.panel(name))
  expect(panel.x + panel.width).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})

test('a refused clipboard shows a message with the alternative', { tag: '@long' }, async ({ api, page }) => {
  await loadSample(api)
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('Not allowed.'))
  })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await flows.panel(name).getByRole('button', { name: 'Copy Event URL' }).click()
  await expect(page.getByText('Could not copy to the clipboard')).toBeVisible()
})
