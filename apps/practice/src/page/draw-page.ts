import { drawAccount } from './draw-account.ts'
import { drawDeliveries } from './draw-deliveries.ts'
import { drawDialectForm } from './draw-dialect-form.ts'
import { drawEquipment } from './draw-equipment.ts'
import { drawEventForm } from './draw-event-form.ts'
import { drawExamples } from './draw-examples.ts'
import { drawFaults, drawTrouble } from './draw-faults.ts'
import { drawSubscriptions } from './draw-subscriptions.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

/**
 * Renders the page of the service. Its script reloads the page in the background and replaces every element
 * that has `data-live` and an id.
 */
export function drawPage(params: PageData): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Acme HR · practice service</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="api-key" content="${params.apiKey}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" type="module"></script>
</head>
<body>
<header class="top">
  <img src="/icon.svg" alt="" width="32" height="32">
  <div>
    <h1>Acme HR <span class="chip">practice service</span></h1>
    <p>A sample service that sends events to its subscribers. It runs on this computer only and needs no internet.</p>
  </div>
  <a class="sibling" href="/acme-chat" data-sibling>Acme Chat</a>
  <a id="back" class="back" href="/" hidden>Back to Hookwright</a>
</header>
<p class="said" id="said" role="status" aria-live="polite"></p>
<noscript><p class="said bad">This page needs JavaScript to send events. The API works without it.</p></noscript>
${drawTrouble(params)}
<main inert>
  <div class="first">${drawEventForm(params)}</div>
  <div class="wide">
    ${drawSubscriptions(params)}
    ${drawDeliveries(params)}
    ${drawEquipment(params)}
  </div>
  <div class="rest">
    ${drawFaults(params)}
    ${drawDialectForm()}
    ${drawAccount(params)}
    ${drawExamples()}
  </div>
</main>
</body>
</html>
`
}
