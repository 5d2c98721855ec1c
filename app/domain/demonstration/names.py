"""What people are called: names such as stand on a class list in California."""

from random import Random

GIVEN = """
Aaliyah Abigail Adrian Aiko Alejandra Alexander Alicia Amara Amir Ana Andre Angela Anthony Arash Ashley Aurelio
Ava Benjamin Bianca Brandon Brianna Caleb Camila Carlos Carmen Chloe Christopher Citlali Daisy Daniel Darnell
David Destiny Diego Dylan Edwin Elena Elias Elijah Emily Emmanuel Esther Ethan Evelyn Fatima Fernando Gabriela
Genesis Grace Hannah Hector Hyun Imani Isaac Isabella Ivan Jada Jacob Jasmine Javier Jayden Jennifer Jesús Jin
Joaquín Jordan José Joshua Julian Kai Karen Katelyn Kavya Kevin Khalil Kiara Laila Leilani Leonardo Liam Linda
Logan Lucía Luis Maliyah Marcus María Mateo Maya Mei Melanie Miguel Min Mohammed Naomi Natalia Nathan Nayeli
Nicolás Nina Noah Noor Olivia Omar Oscar Paola Patrick Priya Rafael Raúl Rebecca Ricardo Rosa Ruth Samantha
Samuel Santiago Sara Sebastián Sienna Sofía Stephanie Tariq Tatiana Thi Thomas Tyler Valeria Victor Vivian
Wendy William Xavier Xochitl Yasmin Yusuf Zachary Zoe
""".split()  # noqa: SIM905 - a list of a hundred and more words reads better so

FAMILY = """
Abdi Acosta Adeyemi Aguilar Ahmed Alvarado Anderson Arakelyan Avila Baker Banerjee Barrera Bautista Bell Bennett
Bhatt Bonilla Brooks Brown Cabrera Campos Cárdenas Castillo Cervantes Chan Chávez Chen Cho Cohen Coleman Contreras
Cooper Cortez Cruz Dang Davis Delgado Díaz Domínguez Duong Edwards Escobar Espinoza Estrada Evans Fernández Fields
Figueroa Flores Foster Franco Fuentes Gallegos García Garcia-Lopez Gómez González Green Guerrero Gutiérrez Guzmán
Hakobyan Hall Harris Hassan Hernández Herrera Hill Huang Ibarra Jackson James Jiménez Johnson Jones Juárez Kang
Khan Kim King Lara Lê Lee León Lewis Li Lin Liu López Luna Machado Maldonado Marín Márquez Martínez Medina
Mejía Méndez Mendoza Meza Miller Mitchell Molina Montes Morales Moreno Muñoz Murphy Nakamura Navarro Ngo Nguyen
Núñez Obi Ochoa Okafor Olson O’Neill Orozco Ortega Ortiz Osorio Padilla Park Patel Peña Pérez Petrosyan Phan
Pineda Ponce Powell Quintero Ramírez Ramos Reyes Reynoso Ríos Rivera Roberts Robinson Robles Rodríguez Rojas
Romero Rosales Ruiz Salazar Salinas Sánchez Sandoval Santos Serrano Shah Silva Singh Smith Solís Soto Suárez
Tanaka Taylor Thomas Thompson Torres Tran Trujillo Turner Valdez Valencia Vargas Vásquez Vega Velasco Villanueva
Vu Walker Wang Washington White Williams Wilson Wong Wright Yang Young Zamora Zavala Zhang
""".split()  # noqa: SIM905


class Names:
    """Draws names, none of them twice until they run out."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given: set[tuple[str, str]] = set()

    def draw(self) -> tuple[str, str]:
        """A given and a family name."""
        for _ in range(20):
            name = self._chance.choice(GIVEN), self._chance.choice(FAMILY)
            if name not in self._given:
                break
        self._given.add(name)
        return name
