/** The script of the page of Acme Chat: it posts messages and registers apps. */

import { act, call, onSubmit } from '../live.js'

onSubmit((form, button, given) => {
  if (form.id === 'message-form') {
    void act(button, async () => {
      await call('POST', '/page/messages', Object.fromEntries(given))
      const text = form.elements.namedItem('text')
      if (text instanceof HTMLInputElement) text.value = ''
      return 'The message is posted.'
    })
  }
  if (form.id === 'app-form') {
    const wanted = { client_name: given.get('name'), redirect_uris: [given.get('redirectUrl')] }
    void act(button, async () => {
      const { client_id, client_secret } = (await call('POST', '/oauth/register', wanted)) ?? {}
      form.reset()
      return `Registered. Client ID: ${client_id}. Client secret, shown once: ${client_secret}`
    })
  }
})
