import type { WordClasses } from '../harm-rule';

/** How people ask for instructions or for a text, in English and in brief in other languages. */
export const ASKING: WordClasses = {
  ask: `
      (can|could|would|will) you, >say, >encourage, >convince, don't you think, (which|what) (race|religion) is,
      what are the (best|worst), exactly how much,
      how (to|do|does|can|could|would|should|might|may) (i|we|you|one|someone|somebody|a person|people), how i (can|could|might),
      how (best|) to, how to best, how (can|do) i best, how (exactly|) (can|do|would) (i|you|we), how do they, how would someone,
      (best|easiest|perfect|quickest|fastest|safest|simplest|good|most effective|cheapest) (way|ways|method|methods|strategy|process|
       recipe|technique|place), (what is|what's|what are) the (process|method|steps|recipe|way), best way^, (way|ways) (to|of|i can),
      (step^|process|method^|technique^|trick^|tip^|recipe) (to|for|of|on), what steps should i take, steps should i,
      (guide|tutorial|manual|blueprint|handbook|walkthrough|lesson) (on|for|to|about|that), (give|provide|write|offer|list|
       detail) (me|us|) (a|some|detailed|clear|complete|) (instructions|guidance|guide|steps|advice|tips|tutorial),
      instructions (on|for|to|how), step by step, instruct^, where (can|do|could|should|would) (i|we|you|one),
      where to (buy|get|find|order|purchase), where is a good place, where's a good place, (can|could|would|will) you (please|) (help|
       tell|show|teach|give|provide|guide|share|generate|make|write|create|explain|describe|list|suggest|recommend|draft|instruct),
      (can|could) i get, help me, i want to, i wanna, i need to, i would like to, i'd like to, i'd love to, i plan to,
      i am planning to, i'm planning to, i'm going to, i am going to, i will, i'll, we will, we'll, gonna, tell me, show me,
      show someone, teach (me|us|people|someone|others|), explain (to me|) (how|the|what|why), what can i take,
      (can|could|should) i use to, what do you use to, what should i (take|use|do) to, what do i need to, >write, >create, >develop,
      >design, >generate, >produce, >build, >make, >publish, >compose, >draft, >release, >construct, >craft, >give, >provide,
      >suggest, >offer, >list, >demonstrate, >outline, >describe, >explain, >teach, >instruct, >plan, >come up with, >devise,
      >formulate, >propose, >prepare, >share, >show, >start, >program, >code, >invent, >interfere, >tell, >organize, >organise,
      >coordinate, >detail, >set up, >find, >post, >spread, >fabricate, >pretend, >summarize, >translate, >help,
      wie (kann|könnte|soll|baue|mache|stelle|baut|macht|stellt|koche|töte|bringe|hacke|knacke|verkaufe|kaufe) (ich|man|),
      anleitung (zum|zur|für|um), wo (kann|bekomme|kaufe|finde) ich, erkläre mir wie, schreib mir, schreibe,
      comment (faire|fabriquer|puis-je|je peux|tuer|pirater|construire|obtenir|acheter|voler|se|créer|préparer|assassiner),
      où (puis-je|acheter|trouver), explique-moi comment, écris, donne-moi (des|les) instructions,
      cómo (puedo|hacer|se|fabricar|matar|hackear|construir|comprar|robar|crear|preparar|conseguir|asesinar),
      como (puedo|hacer|fabricar|matar|hackear|construir|comprar|robar|posso|faço|fazer|construo|hackeio|roubar),
      dónde (puedo|comprar|consigo), dime cómo, instrucciones para, escribe,
      come (posso|faccio|fare|costruire|fabbricare|uccidere|hackerare|comprare|rubare|si|creare|preparare),
      dove (posso|comprare|trovo), istruzioni per, scrivi, dimmi come, onde (posso|comprar), instruções para, me ensine, escreva,
      hoe (kan|maak|bouw|moet|hack|vermoord|dood|koop|verkoop|steel) (ik|je|), waar (kan|koop) ik, schrijf, leg uit hoe`,
  // Texts that are asked for.
  piece: `
      article^, post^, blog post^, essay^, story, stories, letter^, email^, message^, mail, speech^, script^, tweet^, review^,
      comment^, video^, song^, poem^, joke^, manifesto^, website^, site^, campaign^, social media account^, account^, app^, game^,
      video game^, book^, pamphlet^, flyer^, news, report^, bot^, algorithm^, program^, advertisement^, ad^, content, note^,
      headline^, slogan^, podcast^, movie^, film^, propaganda, tutorial^, guide^, music video^`,
};
