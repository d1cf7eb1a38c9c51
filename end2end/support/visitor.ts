/** Somebody at the portal: what they do on a page, in the words of the page. */
import { type Locator, type Page, type Response, expect } from '@playwright/test';

import type { Account, Fact, Member } from './demo';
import type { BrowserState } from './fixtures';
import type { Portal } from './portal';
import { type Language, say, sentence } from './words';

export class Visitor {
  constructor(
    readonly page: Page,
    readonly portal: Portal,
    readonly state: BrowserState,
    readonly language: Language = 'en',
  ) {}

  /** An English sentence of the interface, as this visitor reads it. */
  say(english: string): string {
    return say(this.language, english);
  }

  /** Waits until the page lives: at once where it never does. */
  async alive(): Promise<void> {
    await this.page.waitForLoadState('load');
    if (this.state === 'hydrated') await expect(this.page.locator('html')).toHaveAttribute('data-hydrated');
  }

  async goto(path: string): Promise<Response> {
    const response = await this.page.goto(path);
    if (!response) throw new Error(`no answer from ${path}`);
    await this.alive();
    return response;
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name: typeof name === 'string' ? this.say(name) : name });
  }

  /** Waits for a page, by its heading, and until it lives. */
  async at(heading: string | RegExp): Promise<void> {
    await expect(this.heading(heading)).toBeVisible();
    await this.alive();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name: this.say(name), exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name: this.say(name), exact: true });
  }

  field(label: string): Locator {
    return this.page.getByLabel(this.say(label), { exact: true });
  }

  /** A password: its field stands beside a button that names it too. */
  password(): Locator {
    return this.page.getByRole('textbox', { name: this.say('Password'), exact: true });
  }

  /** The page's own part, without header and footer. */
  main(): Locator {
    return this.page.getByRole('main');
  }

  /** To whom one writes: a list, and on a page that lives a field that finds by typing. */
  recipient(): Locator {
    return this.page.getByRole('combobox', { name: this.say('To'), exact: true });
  }

  /** Chooses somebody that can be written to, by their place in the list. */
  async chooseRecipient(place = 0): Promise<void> {
    if (this.state !== 'hydrated') {
      // The first line of the list is nobody.
      await this.recipient().selectOption({ index: place + 1 });
      return;
    }
    const field = this.page.locator('input[role="combobox"]#to');
    await field.click();
    await this.page.getByRole('option').nth(place).click();
    await expect(field).not.toHaveValue('');
  }

  /** Searches the messages, and waits for the page with what was found. */
  async search(words: string): Promise<void> {
    await this.field('Search all your messages').fill(words);
    await this.button('Search').click();
    await this.at('Search messages');
    await expect(this.field('Search all your messages')).toHaveValue(words);
  }

  /** Looks for results, and waits until the list is what was found. */
  async findResults(words: string): Promise<void> {
    await this.field('Search your lab results').fill(words);
    await this.button('Search').click();
    await expect(this.link('Show all results')).toBeVisible();
    await this.alive();
    await expect(this.field('Search your lab results')).toHaveValue(words);
  }

  /** Chooses how new results are shown, everyday ones apart where that is said. */
  async chooseRelease(choice: string, everyday = choice): Promise<void> {
    await this.goto('/medical-record/result-choices');
    for (const kind of ['everyday', 'genetic', 'cancer', 'infection', 'pregnancy', 'other']) {
      await this.main().locator(`#${kind}`).selectOption(kind === 'everyday' ? everyday : choice);
    }
    await this.button('Save choices').click();
    const saved = 'Your choices are saved. They hold from now on, also for results that you have not read.';
    await expect(this.main().getByText(this.say(saved))).toBeVisible();
  }

  /** The boxes by which results are chosen to be compared. */
  resultBoxes(): Locator {
    return this.main().locator('input[type="checkbox"][name="result"]');
  }

  /** The error summary. */
  problems(): Locator {
    return this.main().getByRole('alert');
  }

  /** Opens everything that is folded away. */
  async unfold(): Promise<void> {
    await this.main()
      .locator('details')
      .evaluateAll((all) => all.forEach((details) => ((details as HTMLDetailsElement).open = true)));
  }

  /** Signs on; the page after it is Home. */
  async signOn(member: Account): Promise<void> {
    await this.goto('/sign-on');
    await this.trySignOn(member.user_id, member.password);
    await expect(this.page).toHaveURL(/\/home$/);
    await this.at(new RegExp(member.name.first));
  }

  /** Sends the sign-on form. */
  async trySignOn(id: string, password: string): Promise<void> {
    await this.field('User ID or medical record number').fill(id);
    await this.password().fill(password);
    await this.main().getByRole('button', { name: this.say('Sign on'), exact: true }).click();
  }

  async signOff(): Promise<void> {
    await this.button('Sign off').click();
    await expect(this.button('Sign off')).toHaveCount(0);
  }

  /** Fills in step 1 with what stands on the member's card. */
  async fillMembership(member: Member): Promise<void> {
    await this.field('First name').fill(member.name.first);
    await this.field('Last name').fill(member.name.last);
    await this.fillBirthDate(member.birth_date);
    await this.field('Medical record number').fill(member.mrn);
  }

  async fillBirthDate(date: string): Promise<void> {
    const [year, month, day] = date.split('-');
    await this.field('Month').fill(String(Number(month)));
    await this.field('Day').fill(String(Number(day)));
    await this.field('Year').fill(year!);
  }

  async continue(): Promise<void> {
    await this.button('Continue').click();
  }

  /** From the front of registration to the end of step 1. */
  async toTerms(member: Member): Promise<void> {
    await this.goto('/register');
    const start = this.main().getByRole('link', { name: this.say('Start'), exact: true });
    await start.or(this.button('Start')).click();
    await this.at('Enter your membership information');
    await this.fillMembership(member);
    await this.continue();
    await this.at('Accept the terms and conditions');
  }

  async toUserId(member: Member): Promise<void> {
    await this.toTerms(member);
    await this.field('I accept the terms and conditions').check();
    await this.continue();
    await this.at('Create your user ID');
  }

  /** To the page that asks for the code. */
  async toCode(member: Member, id: string, email: string): Promise<void> {
    await this.toUserId(member);
    await this.field('User ID').fill(id);
    await this.field('Email address').fill(email);
    await this.continue();
    await expect(this.field('Confirmation code')).toBeVisible();
    await this.alive();
  }

  /** The newest code that was sent to an address. */
  async code(email: string): Promise<string> {
    let newest: string | undefined;
    await expect(async () => {
      newest = (await this.portal.codes(email)).at(-1);
      expect(newest).toBeDefined();
    }).toPass({ timeout: 5_000 });
    return newest!;
  }

  async toIdentity(member: Member, id: string, email: string): Promise<void> {
    await this.toCode(member, id, email);
    await this.field('Confirmation code').fill(await this.code(email));
    await this.continue();
    await this.at('Secure your account');
  }

  /** The identity questions, by what they ask. */
  async questions(): Promise<Fact[]> {
    const sets = this.page.locator('[data-question]');
    await expect(sets).toHaveCount(3);
    return (await sets.evaluateAll((all) => all.map((set) => set.getAttribute('data-question')))) as Fact[];
  }

  question(fact: Fact): Locator {
    return this.page.locator(`[data-question="${fact}"]`);
  }

  /** The right answer to an identity question, as its option reads. */
  truth(member: Member, fact: Fact): string {
    const truth = member.identity[fact];
    if (!truth) throw new Error(`asked for ${fact}, which demo.json does not know`);
    if (fact !== 'last_visit_month') return truth;
    const [month, year] = truth.split(' ');
    return sentence(this.language, 'dates', 'month_of_year', { month: this.say(month!), year: year! });
  }

  /** Answers the identity questions: right, or each with an option that is not. */
  async answer(member: Member, right = true): Promise<void> {
    for (const fact of await this.questions()) {
      const truth = this.truth(member, fact);
      const options = this.question(fact).getByRole('radio');
      if (right) {
        await this.question(fact).getByRole('radio', { name: truth, exact: true }).check();
        continue;
      }
      const names = await options.evaluateAll((all) =>
        all.map((radio) => (radio as HTMLInputElement).labels?.[0]?.textContent?.trim() ?? ''),
      );
      await options.nth(names.findIndex((name) => name !== truth)).check();
    }
  }

  async toPassword(member: Member, id: string, email: string): Promise<void> {
    await this.toIdentity(member, id, email);
    await this.answer(member);
    await this.continue();
    await expect(this.password()).toBeVisible();
    await this.alive();
  }

  /** Chooses the three secret questions, each a different one, and answers them. */
  async fillSecrets(answers = ['Bluebird', 'Rua das Flores', 'Marzipan']): Promise<void> {
    for (const [at, answer] of answers.entries()) {
      const question = this.page.getByRole('combobox', { name: this.say(`Secret question ${at + 1}`), exact: true });
      const values = await question
        .locator('option')
        .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value).filter((value) => value));
      await question.selectOption(values[at]!);
      await this.field(`Answer ${at + 1}`).fill(answer);
    }
  }

  async toDone(member: Member, id: string, email: string, password: string): Promise<void> {
    await this.toPassword(member, id, email);
    await this.password().fill(password);
    await this.fillSecrets();
    await this.continue();
    await expect(this.page).toHaveURL(/\/register\/done$/);
    await this.at('Sign on');
  }

  /**
   * The page says what is wrong: an alert that names and leads to the field, and the field
   * itself marked and described.
   */
  async expectProblemAt(field: Locator): Promise<void> {
    await expect(this.problems()).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    const described = await field.getAttribute('aria-describedby');
    expect(described, 'the field names what describes it').toBeTruthy();
    const message = this.page.locator(
      described!.split(/\s+/).map((id) => `[id="${id}"]`).filter((id) => id.includes('error')).join(','),
    );
    await expect(message).toBeVisible();
    const sentence = ((await message.textContent()) ?? '').trim();
    expect(sentence).not.toBe('');
    const link = this.problems().getByRole('link', { name: sentence });
    await link.first().click();
    await expect(field).toBeFocused();
  }
}
