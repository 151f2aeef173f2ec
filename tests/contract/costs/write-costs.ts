// npm run contract:costs: measures every message on the embedded chain, prints the page and writes it.

import { writeFileSync } from 'node:fs'
import { openStage } from '../stage/open-stage.ts'
import { costsPage, costsPath } from './costs-page.ts'
import { costCrowd, measureCosts } from './measure-costs.ts'

const stage = await openStage(costCrowd)
const page = costsPage(await measureCosts(stage), stage.prices)
await stage.close()
console.log(page)
writeFileSync(costsPath, page)
