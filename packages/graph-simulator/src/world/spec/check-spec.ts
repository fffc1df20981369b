import type { AccountSpec, PostsSpec, StoriesSpec, WorldSpec } from "./spec.ts";

function refuse(place: string, problem: string): never {
  throw new RangeError(`Cannot make the world: ${place} ${problem}`);
}

function checkPosts(posts: PostsSpec, place: string): void {
  const { count, reels = 0, carousels = 0, feedVideos = 0, ads = 0, carouselChildren } = posts;
  if (!Number.isInteger(count) || count < 0)
    refuse(`${place}.count`, `is ${count}; want a whole number from 0`);
  const special = reels + carousels + feedVideos + ads;
  if (special > count) {
    refuse(
      place,
      `has ${special} reels, carousels, feed videos and ads; want no more than its ${count === 1 ? "1 post" : `${count} posts`}`,
    );
  }
  if (carouselChildren !== undefined && carouselChildren < carousels) {
    refuse(
      `${place}.carouselChildren`,
      `is ${carouselChildren}; want at least one for each of ${carousels === 1 ? "1 carousel" : `${carousels} carousels`}`,
    );
  }
  if (carouselChildren !== undefined && carouselChildren > 0 && carousels === 0) {
    refuse(`${place}.carouselChildren`, `is ${carouselChildren}; want carousels to put them in`);
  }
  const { secondsBetween = [1] } = posts;
  if (secondsBetween.length === 0 || !secondsBetween.every((one) => Number.isInteger(one) && one >= 0)) {
    refuse(
      `${place}.secondsBetween`,
      `is ${JSON.stringify(secondsBetween)}; want at least one, each a whole number from 0`,
    );
  }
  const deletable = Math.max(0, count - (posts.beforeConversion ?? 0) - 4);
  if (typeof posts.deleted === "number" && posts.deleted > deletable) {
    refuse(
      `${place}.deleted`,
      `is ${posts.deleted}; want at most ${deletable}, for the newest four and those before the conversion are spared`,
    );
  }
}

function checkStories({ live, belowFiveViewers = 0 }: StoriesSpec, place: string): void {
  if (!Number.isInteger(live) || live < 0) refuse(`${place}.live`, `is ${live}; want a whole number from 0`);
  if (belowFiveViewers > live) {
    refuse(
      `${place}.belowFiveViewers`,
      `is ${belowFiveViewers}; want no more than its ${live === 1 ? "1 story" : `${live} stories`}`,
    );
  }
}

function checkAccount(account: AccountSpec, place: string): void {
  const { posts, stories, insightDays = 1 } = account;
  if (posts !== undefined) checkPosts(typeof posts === "number" ? { count: posts } : posts, `${place}.posts`);
  if (stories !== undefined) {
    checkStories(typeof stories === "number" ? { live: stories } : stories, `${place}.stories`);
  }
  if (!Number.isInteger(insightDays) || insightDays < 1) {
    refuse(`${place}.insightDays`, `is ${insightDays}; want a whole number from 1`);
  }
}

/** Throws a RangeError that names the place, the value and what was wanted. */
export function checkSpec(spec: WorldSpec): void {
  for (const [index, account] of spec.accounts.entries()) checkAccount(account, `accounts[${index}]`);
  for (const [index, { name, recent = 0, top = 0 }] of (spec.hashtags ?? []).entries()) {
    const place = `hashtags[${index}]`;
    if (name === "" || name !== name.toLowerCase() || name.includes("#"))
      refuse(`${place}.name`, `is ${JSON.stringify(name)}; want a word in lower case, without #`);
    for (const count of [recent, top]) {
      if (!Number.isInteger(count) || count < 0)
        refuse(place, `has ${count} posts; want a whole number from 0`);
    }
  }
}
